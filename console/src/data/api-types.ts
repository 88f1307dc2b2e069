// Made by npm run console:api-types from the OpenAPI document de56890a65f414e9.

export interface paths {
  "/api/resources/complete": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["complete-search"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/resources": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-live-resources"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/summary": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["get-summary"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/groups": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-live-groups"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/hosts/{host_id}/acknowledgement": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["acknowledge-host"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/hosts/{host_id}/services/{service_id}/acknowledgement": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["acknowledge-service"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/recurring-downtimes": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-recurring-downtimes"];
    put?: never;
    post: operations["add-recurring-downtime"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/recurring-downtimes/{recurring_downtime_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["get-recurring-downtime"];
    put: operations["replace-recurring-downtime"];
    post?: never;
    delete: operations["delete-recurring-downtime"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/recurring-downtimes/preview": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["preview-recurring-downtime"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/comments": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-comments"];
    put?: never;
    post: operations["add-comment"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/hosts/{host_id}/comments": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["comment-on-host"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/hosts/{host_id}/services/{service_id}/comments": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["comment-on-service"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/comments/{comment_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["delete-comment"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/hosts/{host_id}/detail": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["get-host-detail"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/hosts/{host_id}/services/{service_id}/detail": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["get-service-detail"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/hosts/{host_id}/decisions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-host-decisions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/hosts/{host_id}/services/{service_id}/decisions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-service-decisions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/decisions/simulate": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["simulate-decisions"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-events"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/events/log": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-event-log"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/hosts/{host_id}/events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-host-events"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/hosts/{host_id}/services/{service_id}/events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-service-events"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/hosts/{host_id}/metrics": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-host-metrics"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/hosts/{host_id}/services/{service_id}/metrics": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-service-metrics"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/metrics/series": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["read-series"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/metrics/status": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["metrics-status"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/availability": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["get-availability"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/reports": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-reports"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/reports/{name}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["make-report"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/reports/{name}/send": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["send-report"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/commands": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["run-commands"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/health": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["health"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/reload": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["reload"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/openapi.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["openapi-document"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/events/streams/{stream}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put: operations["control-stream"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/session": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["get-session"];
    put?: never;
    post: operations["sign-in"];
    delete: operations["sign-out"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/session/wall": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["open-wall"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/welcome": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["welcome"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/me/preferences": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["get-preferences"];
    put: operations["replace-preferences"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/me/tokens": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-own-tokens"];
    put?: never;
    post: operations["make-own-token"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/me/tokens/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["delete-own-token-by-id"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/me/sessions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-own-sessions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/me/sessions/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["end-own-session"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/me/views": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-saved-views"];
    put?: never;
    post: operations["save-view"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/me/views/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put: operations["replace-saved-view"];
    post?: never;
    delete: operations["delete-saved-view"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/me/password": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put: operations["change-own-password"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/me/test-message": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["send-own-test-message"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/wall-links": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-wall-links"];
    put?: never;
    post: operations["make-wall-link"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/wall-links/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["delete-wall-link"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/actions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["act"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/actions/preview": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["preview-action"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/downtimes": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-downtimes-in-range"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/acknowledgements": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-acknowledgements-in-effect"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/resources/{key}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["get-live-resource"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/resources/{key}/events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-live-resource-events"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/resources/{key}/metrics": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["read-live-resource-metrics"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/decisions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-live-decisions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/server": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["get-server"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/server/outbox/{id}/retry": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["retry-delivery"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/cluster": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["get-cluster"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/cluster/hand-over": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hand-over"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/pollers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list-pollers"];
    put?: never;
    post: operations["add-poller"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/pollers/{name}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["revoke-poller"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/pollers/enrol": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["enrol-poller"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/pollers/{name}/key": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["replace-poller-key"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: never;
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  "complete-search": {
    parameters: {
      query?: {
        q?: string;
        at?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            from: number;
            to: number;
            items: {
              text: string;
              kind: string;
              hint: string;
            }[];
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-live-resources": {
    parameters: {
      query?: {
        q?: string;
        sort?: string;
        offset?: number;
        limit?: number;
        view?: string;
        fields?: string;
        format?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              key: string;
              /** @enum {unknown} */
              type?: "host" | "service";
              name?: string;
              /** LiveHost */
              host?: {
                key: string;
                name: string;
                address: string | null;
                /** @enum {unknown} */
                state: "DOWN" | "CRITICAL" | "UNREACHABLE" | "UNKNOWN" | "WARNING" | "PENDING" | "OK" | "UP";
              };
              /** @enum {unknown} */
              state?: "DOWN" | "CRITICAL" | "UNREACHABLE" | "UNKNOWN" | "WARNING" | "PENDING" | "OK" | "UP";
              hard?: boolean;
              attempt?: number;
              max_attempts?: number;
              since?: string | null;
              last_check?: string | null;
              next_check?: string | null;
              output?: string;
              unhandled?: boolean;
              flapping?: boolean;
              acknowledgement?: {
                id: number | null;
                author: string | null;
                comment: string | null;
                since: string | null;
                expires_at: string | null;
                sticky: boolean;
              } | null;
              downtime?: {
                id: number | null;
                until: string | null;
              } | null;
              notifies?: boolean;
              /** @enum {unknown} */
              checks?: "active" | "passive" | "off";
              importance?: number;
              poller?: number;
              told?: number;
              services?: {
                total: number;
                problems: number;
                unhandled: number;
                worst: string | null;
              } | null;
              address?: string | null;
              groups?: string[];
              variables?: {
                [key: string]: string | null;
              };
            }[];
            meta: {
              total: number;
              total_unhandled: number;
              offset: number;
              view: string;
              as_of: number;
              counts: {
                [key: string]: number;
              };
              q: string;
            };
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "get-summary": {
    parameters: {
      query?: {
        q?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            host: {
              [key: string]: {
                total: number;
                unhandled: number;
                acknowledged: number;
                downtime: number;
              };
            };
            service: {
              [key: string]: {
                total: number;
                unhandled: number;
                acknowledged: number;
                downtime: number;
              };
            };
            total: number;
            total_unhandled: number;
            unhandled: {
              [key: string]: number;
            };
            worst: string | null;
            worst_unhandled: string | null;
            as_of: number;
            q: string;
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-live-groups": {
    parameters: {
      query?: {
        kind?: "host" | "service";
        q?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              key: string;
              /** @enum {unknown} */
              kind: "host" | "service";
              id: number;
              name: string;
              alias: string;
              worst: string | null;
              worst_unhandled: string | null;
              unhandled: number;
              counts: {
                [key: string]: number;
              };
              size: number;
            }[];
            meta: {
              total: number;
              as_of: number;
              q: string;
            };
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "acknowledge-host": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        host_id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          comment: string;
          /** @default true */
          sticky?: boolean;
          /** @default false */
          notify?: boolean;
          /** @default false */
          persistent?: boolean;
          until?: string;
          stable_minutes?: number;
        };
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "acknowledge-service": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        host_id: number;
        service_id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          comment: string;
          /** @default true */
          sticky?: boolean;
          /** @default false */
          notify?: boolean;
          /** @default false */
          persistent?: boolean;
          until?: string;
          stable_minutes?: number;
        };
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-recurring-downtimes": {
    parameters: {
      query?: {
        limit?: number;
        page?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              id: number;
              author_id: number | null;
              author_name: string;
              entry_time: string | null;
              name: string;
              comment: string;
              rrule: string;
              dtstart: string;
              zone: string;
              duration_seconds: number;
              targets: {
                hosts: string[];
                services: {
                  host: string;
                  service: string;
                }[];
                host_groups: string[];
                service_groups: string[];
                with_services: boolean;
              };
              resources: number;
              next: {
                local_start: string;
                local_end: string;
                start_time: string;
                end_time: string;
              } | null;
            }[];
            meta: {
              page: number;
              limit: number;
              total: number;
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "add-recurring-downtime": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          comment: string;
          rrule: string;
          dtstart: string;
          zone: string;
          duration_seconds: number;
          targets: {
            hosts?: string[];
            services?: {
              host: string;
              service: string;
            }[];
            host_groups?: string[];
            service_groups?: string[];
            /** @default false */
            with_services?: boolean;
          };
          request_id?: string;
        };
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            id: number;
            author_id: number | null;
            author_name: string;
            entry_time: string | null;
            name: string;
            comment: string;
            rrule: string;
            dtstart: string;
            zone: string;
            duration_seconds: number;
            targets: {
              hosts: string[];
              services: {
                host: string;
                service: string;
              }[];
              host_groups: string[];
              service_groups: string[];
              with_services: boolean;
            };
            resources: number;
            next: {
              local_start: string;
              local_end: string;
              start_time: string;
              end_time: string;
            } | null;
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "get-recurring-downtime": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        recurring_downtime_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            id: number;
            author_id: number | null;
            author_name: string;
            entry_time: string | null;
            name: string;
            comment: string;
            rrule: string;
            dtstart: string;
            zone: string;
            duration_seconds: number;
            targets: {
              hosts: string[];
              services: {
                host: string;
                service: string;
              }[];
              host_groups: string[];
              service_groups: string[];
              with_services: boolean;
            };
            resources: number;
            next: {
              local_start: string;
              local_end: string;
              start_time: string;
              end_time: string;
            } | null;
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "replace-recurring-downtime": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        recurring_downtime_id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          comment: string;
          rrule: string;
          dtstart: string;
          zone: string;
          duration_seconds: number;
          targets: {
            hosts?: string[];
            services?: {
              host: string;
              service: string;
            }[];
            host_groups?: string[];
            service_groups?: string[];
            /** @default false */
            with_services?: boolean;
          };
          request_id?: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            id: number;
            author_id: number | null;
            author_name: string;
            entry_time: string | null;
            name: string;
            comment: string;
            rrule: string;
            dtstart: string;
            zone: string;
            duration_seconds: number;
            targets: {
              hosts: string[];
              services: {
                host: string;
                service: string;
              }[];
              host_groups: string[];
              service_groups: string[];
              with_services: boolean;
            };
            resources: number;
            next: {
              local_start: string;
              local_end: string;
              start_time: string;
              end_time: string;
            } | null;
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "delete-recurring-downtime": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        recurring_downtime_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "preview-recurring-downtime": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          rrule: string;
          dtstart: string;
          zone: string;
          duration_seconds: number;
          /** @default 10 */
          count?: number;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              local_start: string;
              local_end: string;
              start_time: string;
              end_time: string;
            }[];
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-comments": {
    parameters: {
      query?: {
        key?: string;
        host_id?: number;
        service_id?: number;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              id: number;
              host: {
                id: number;
                name: string;
              };
              service: {
                id?: number;
                name?: string;
              } | null;
              entry_time: string;
              author: string | null;
              comment: string | null;
              /** @enum {unknown} */
              type: "user" | "downtime" | "flapping" | "acknowledgement";
              persistent: boolean;
            }[];
            meta: {
              limit: number;
              total: number;
            };
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "add-comment": {
    parameters: {
      query: {
        key: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          comment: string;
          /** @default true */
          persistent?: boolean;
        };
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            id: number;
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "comment-on-host": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        host_id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          comment: string;
          /** @default true */
          persistent?: boolean;
        };
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            id: number;
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "comment-on-service": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        host_id: number;
        service_id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          comment: string;
          /** @default true */
          persistent?: boolean;
        };
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            id: number;
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "delete-comment": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        comment_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "get-host-detail": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        host_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            checks: {
              active: boolean | null;
              passive: boolean | null;
              next: string | null;
              period: string | null;
              event_handler: boolean;
              freshness: boolean;
              poller: string | null;
              not_seen_since: string | null;
            };
            notifications: {
              enabled: boolean | null;
              period: string | null;
              number: number;
              last: string | null;
              contacts: string[];
              contact_groups: string[];
            };
            flapping: {
              detected: boolean;
              is_flapping: boolean;
              percent_state_change: number;
            };
            acknowledgement: {
              author?: string | null;
              entry_time?: string | null;
              comment?: string | null;
              sticky?: boolean;
              notified?: boolean;
              persistent?: boolean;
              expires_at?: string | null;
              stable_minutes?: number | null;
            } | null;
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "get-service-detail": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        host_id: number;
        service_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            checks: {
              active: boolean | null;
              passive: boolean | null;
              next: string | null;
              period: string | null;
              event_handler: boolean;
              freshness: boolean;
              poller: string | null;
              not_seen_since: string | null;
            };
            notifications: {
              enabled: boolean | null;
              period: string | null;
              number: number;
              last: string | null;
              contacts: string[];
              contact_groups: string[];
            };
            flapping: {
              detected: boolean;
              is_flapping: boolean;
              percent_state_change: number;
            };
            acknowledgement: {
              author?: string | null;
              entry_time?: string | null;
              comment?: string | null;
              sticky?: boolean;
              notified?: boolean;
              persistent?: boolean;
              expires_at?: string | null;
              stable_minutes?: number | null;
            } | null;
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-host-decisions": {
    parameters: {
      query?: {
        limit?: number;
      };
      header?: never;
      path: {
        host_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              id: number;
              time: string;
              kind: string;
              state: number;
              contact: string | null;
              /** @enum {unknown} */
              outcome: "told" | "not-told" | "waiting";
              code: string;
              reason: string;
              params: {
                [key: string]: string | number | boolean | null | string[];
              } | null;
              text: string;
              until: string | null;
              messages: {
                command: string;
                /** @enum {unknown} */
                status: "told" | "being-tried" | "failed";
                at: string | null;
                outcome: string | null;
                failed_attempts: number;
                last_failure: string | null;
                next_attempt: string | null;
              }[];
            }[];
            present: {
              contact: string | null;
              /** @enum {unknown} */
              outcome: "told" | "not-told" | "waiting";
              code: string;
              reason: string;
              params: {
                [key: string]: string | number | boolean | null | string[];
              } | null;
              text: string;
              until: string | null;
            }[];
            meta: {
              limit: number;
              zone: string;
            };
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-service-decisions": {
    parameters: {
      query?: {
        limit?: number;
      };
      header?: never;
      path: {
        host_id: number;
        service_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              id: number;
              time: string;
              kind: string;
              state: number;
              contact: string | null;
              /** @enum {unknown} */
              outcome: "told" | "not-told" | "waiting";
              code: string;
              reason: string;
              params: {
                [key: string]: string | number | boolean | null | string[];
              } | null;
              text: string;
              until: string | null;
              messages: {
                command: string;
                /** @enum {unknown} */
                status: "told" | "being-tried" | "failed";
                at: string | null;
                outcome: string | null;
                failed_attempts: number;
                last_failure: string | null;
                next_attempt: string | null;
              }[];
            }[];
            present: {
              contact: string | null;
              /** @enum {unknown} */
              outcome: "told" | "not-told" | "waiting";
              code: string;
              reason: string;
              params: {
                [key: string]: string | number | boolean | null | string[];
              } | null;
              text: string;
              until: string | null;
            }[];
            meta: {
              limit: number;
              zone: string;
            };
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "simulate-decisions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          host_id: number;
          service_id?: number;
          /** @enum {unknown} */
          state: "DOWN" | "UNREACHABLE" | "WARNING" | "CRITICAL" | "UNKNOWN";
          at?: string;
          /** @default 24 */
          hours?: number;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              time: string;
              contact: string | null;
              /** @enum {unknown} */
              outcome: "told" | "not-told" | "waiting";
              code: string;
              reason: string;
              params: {
                [key: string]: string | number | boolean | null | string[];
              } | null;
              text: string;
              until: string | null;
              notification_number: number | null;
              is_escalated: boolean;
            }[];
            is_complete: boolean;
            zone: string;
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-events": {
    parameters: {
      query?: {
        limit?: number;
        before?: number;
        after?: number;
        q?: string;
        kinds?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              id: number;
              time: string | null;
              kind: string;
              key: string | null;
              host: {
                id: number;
                name: string | null;
              } | null;
              service: {
                id: number;
                name: string | null;
              } | null;
              state: number | null;
              state_name: string | null;
              state_type: number | null;
              check_attempt: number | null;
              output: string;
              reason: string;
              by: string | null;
            }[];
            meta: {
              limit: number;
              next_before: number | null;
              last_id: number;
            };
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-event-log": {
    parameters: {
      query?: {
        kind?: string;
        q?: string;
        host?: string;
        service?: string;
        hostgroup?: string;
        from?: string;
        to?: string;
        search?: string;
        limit?: number;
        cursor?: string;
        before?: string;
        format?: string;
        with_total?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              id: number;
              time: string | null;
              kind: string;
              key: string | null;
              host: {
                id: number;
                name: string | null;
              } | null;
              service: {
                id: number;
                name: string | null;
              } | null;
              state: number | null;
              state_name: string | null;
              state_type: number | null;
              check_attempt: number | null;
              output: string;
              reason: string;
              by: string | null;
            }[];
            meta: {
              limit: number;
              next: string | null;
              kept_days: number;
              total: number | null;
              total_is_more: boolean | null;
            };
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-host-events": {
    parameters: {
      query?: {
        limit?: number;
        before?: number;
      };
      header?: never;
      path: {
        host_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              id: number;
              time: string | null;
              kind: string;
              key: string | null;
              host: {
                id: number;
                name: string | null;
              } | null;
              service: {
                id: number;
                name: string | null;
              } | null;
              state: number | null;
              state_name: string | null;
              state_type: number | null;
              check_attempt: number | null;
              output: string;
              reason: string;
              by: string | null;
            }[];
            meta: {
              limit: number;
              next_before: number | null;
              last_id: number;
            };
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-service-events": {
    parameters: {
      query?: {
        limit?: number;
        before?: number;
      };
      header?: never;
      path: {
        host_id: number;
        service_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              id: number;
              time: string | null;
              kind: string;
              key: string | null;
              host: {
                id: number;
                name: string | null;
              } | null;
              service: {
                id: number;
                name: string | null;
              } | null;
              state: number | null;
              state_name: string | null;
              state_type: number | null;
              check_attempt: number | null;
              output: string;
              reason: string;
              by: string | null;
            }[];
            meta: {
              limit: number;
              next_before: number | null;
              last_id: number;
            };
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-host-metrics": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        host_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              metric_id: number;
              label: string;
              unit: string;
              dimension: string;
            }[];
            meta: {
              faults: string | null;
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-service-metrics": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        host_id: number;
        service_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              metric_id: number;
              label: string;
              unit: string;
              dimension: string;
            }[];
            meta: {
              faults: string | null;
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "read-series": {
    parameters: {
      query: {
        resource: string[];
        metric?: string[];
        from?: string;
        to?: string;
        width?: number;
        format?: "json" | "csv";
        local?: boolean;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            from: string | null;
            step: number;
            buckets: number;
            level: string;
            resources: {
              host: {
                id: number;
                name: string;
              };
              service: {
                id: number;
                name: string;
              } | null;
              states: (number | null)[];
              metrics: {
                metric_id: number;
                label: string;
                unit: string;
                dimension: string;
                average: (number | null)[];
                min: (number | null)[];
                max: (number | null)[];
                last: (number | null)[];
                per_second: (number | null)[] | null;
                count: number[];
                thresholds: {
                  since: string | null;
                  warning: {
                    low: number | null;
                    high: number | null;
                    inside: boolean;
                  } | null;
                  critical: {
                    low: number | null;
                    high: number | null;
                    inside: boolean;
                  } | null;
                  min: number | null;
                  max: number | null;
                }[];
              }[];
            }[];
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      502: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "metrics-status": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            levels: {
              name: string;
              since: string | null;
              bytes: number;
            }[];
            bytes_per_day: number | null;
            resources: number;
            metrics: number;
            taken: number;
            dropped: number;
            not_newer: number;
            too_late: number;
            faults: number;
            largest: {
              host: string | null;
              service: string | null;
              metrics: number;
            }[];
            remote_write: {
              name: string;
              is_failing: boolean;
              points: number;
              refused: number;
              lost: number;
            }[];
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "get-availability": {
    parameters: {
      query: {
        host_id?: number;
        service_id?: number;
        hostgroup_id?: number;
        servicegroup_id?: number;
        from: string;
        to: string;
        zone?: string;
        period?: string;
        policy?: string;
        soft?: "true" | "false";
        group?: string;
        format?: "json" | "csv";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            report: {
              from: string;
              to: string;
              zone: string;
              start: string;
              end: string;
              is_final: boolean;
              period: string | null;
              soft: boolean;
              policy: {
                ok: {
                  /** @enum {string} */
                  outside_downtime: "good" | "bad" | "excluded";
                  /** @enum {string} */
                  in_downtime: "good" | "bad" | "excluded";
                };
                warning: {
                  /** @enum {string} */
                  outside_downtime: "good" | "bad" | "excluded";
                  /** @enum {string} */
                  in_downtime: "good" | "bad" | "excluded";
                };
                critical: {
                  /** @enum {string} */
                  outside_downtime: "good" | "bad" | "excluded";
                  /** @enum {string} */
                  in_downtime: "good" | "bad" | "excluded";
                };
                unknown: {
                  /** @enum {string} */
                  outside_downtime: "good" | "bad" | "excluded";
                  /** @enum {string} */
                  in_downtime: "good" | "bad" | "excluded";
                };
                up: {
                  /** @enum {string} */
                  outside_downtime: "good" | "bad" | "excluded";
                  /** @enum {string} */
                  in_downtime: "good" | "bad" | "excluded";
                };
                down: {
                  /** @enum {string} */
                  outside_downtime: "good" | "bad" | "excluded";
                  /** @enum {string} */
                  in_downtime: "good" | "bad" | "excluded";
                };
                unreachable: {
                  /** @enum {string} */
                  outside_downtime: "good" | "bad" | "excluded";
                  /** @enum {string} */
                  in_downtime: "good" | "bad" | "excluded";
                };
                pending: {
                  /** @enum {string} */
                  outside_downtime: "good" | "bad" | "excluded";
                  /** @enum {string} */
                  in_downtime: "good" | "bad" | "excluded";
                };
                unmonitored: {
                  /** @enum {string} */
                  outside_downtime: "good" | "bad" | "excluded";
                  /** @enum {string} */
                  in_downtime: "good" | "bad" | "excluded";
                };
              };
            };
            group: {
              /** @enum {string} */
              kind?: "hostgroup" | "servicegroup";
              id?: number;
              name?: string;
              mode?: string;
              good_ms?: number;
              bad_ms?: number;
              excluded_ms?: number;
              availability?: number | null;
              failures?: number | null;
              mttr_ms?: number | null;
              mtbf_ms?: number | null;
              outages?: {
                start: string;
                end: string;
                bad_ms: number;
              }[];
              outages_total?: number;
            } | null;
            result: {
              host: {
                id: number;
                name: string;
              };
              service: {
                id: number;
                name: string;
              } | null;
              service_time_ms: number;
              table: {
                /** @enum {string} */
                status:
                  | "ok"
                  | "warning"
                  | "critical"
                  | "unknown"
                  | "up"
                  | "down"
                  | "unreachable"
                  | "pending"
                  | "unmonitored";
                outside_downtime_ms: number;
                in_downtime_ms: number;
              }[];
              good_ms: number;
              bad_ms: number;
              excluded_ms: number;
              availability: number | null;
              failures: number | null;
              mttr_ms: number | null;
              mtbf_ms: number | null;
              flapping_ms: number;
              acknowledged_ms: number;
              unmonitored_beyond_ms: number;
              outages: {
                start: string;
                end: string;
                statuses: string[];
                duration_ms: number;
                in_downtime_ms: number;
                bad_ms: number;
                began_before: boolean;
                continues_after: boolean;
                acknowledgements: {
                  time: string;
                  by: string;
                  comment: string;
                }[];
              }[];
              outages_total: number;
            }[];
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-reports": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              name: string;
              schedule: string;
              zone: string;
              range: string;
              of: string[];
              to: string[];
              channel: string;
              next_time: string | null;
              last: {
                to: string;
                from: string;
                until: string;
                time: string;
                by: string | null;
                done: string | null;
                outcome: string | null;
              }[];
            }[];
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "make-report": {
    parameters: {
      query?: {
        from?: string;
        to?: string;
      };
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            name: string;
            from: string;
            to: string;
            is_final: boolean;
            subject: string;
            text: string;
            html: string;
            csv: string;
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "send-report": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          from?: string;
          to?: string;
          recipients?: string[];
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            from: string;
            to: string;
            recipients: string[];
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "run-commands": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          lines: string[];
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            refused: {
              line: number;
              reason: string;
            }[];
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  health: {
    parameters: {
      query?: {
        standby?: "ok";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            status: "ok" | "standby" | "starting" | "failing" | "stopping";
            version: string;
            problems: {
              part: "store" | "history" | "command_file" | "time_series" | "remote_write";
              code: string;
              /** Format: date-time */
              since: string;
            }[];
            last_commit: string | null;
            cluster: {
              role: "leader" | "standby";
              term: number | null;
              leader: string | null;
              position: number | null;
              lag_seconds: number | null;
              configuration_differs: boolean | null;
            } | null;
            checks: {
              done: number;
              running: number;
              waiting: number;
              latency: {
                p50: number;
                p99: number;
              } | null;
            };
            event_loop_delay: {
              p50: number;
              p99: number;
              max: number;
            };
          };
        };
      };
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            status: "ok" | "standby" | "starting" | "failing" | "stopping";
            version: string;
            problems: {
              part: "store" | "history" | "command_file" | "time_series" | "remote_write";
              code: string;
              /** Format: date-time */
              since: string;
            }[];
            last_commit: string | null;
            cluster: {
              role: "leader" | "standby";
              term: number | null;
              leader: string | null;
              position: number | null;
              lag_seconds: number | null;
              configuration_differs: boolean | null;
            } | null;
            checks: {
              done: number;
              running: number;
              waiting: number;
              latency: {
                p50: number;
                p99: number;
              } | null;
            };
            event_loop_delay: {
              p50: number;
              p99: number;
              max: number;
            };
          };
        };
      };
    };
  };
  reload: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            hosts: {
              total: number;
              added: number;
              removed: number;
              changed: number;
            };
            services: {
              total: number;
              added: number;
              removed: number;
              changed: number;
            };
            seconds: number;
            warnings: {
              file: string;
              line: number;
              directive: string | null;
              message: string;
              code: string;
              params: {
                [key: string]: string | number | boolean | null | string[];
              };
            }[];
            needs_restart: string[];
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            errors: {
              file: string;
              line: number;
              directive: string | null;
              message: string;
              code: string;
              params: {
                [key: string]: string | number | boolean | null | string[];
              };
            }[];
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "openapi-document": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": Record<string, never>;
        };
      };
    };
  };
  "control-stream": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        stream: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          views?: string[];
          watch?: string[];
        };
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "get-session": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            login: string;
            name: string;
            is_admin: boolean;
            roles: string[];
            preferences: {
              [key: string]: unknown;
            };
            wall: {
              label: string;
              view: {
                q: string;
                sort: string;
              };
              expires_at: string | null;
            } | null;
            server: {
              version: string;
              name: string;
              command: string | null;
              now: string;
              zone: string;
              features: "metrics"[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "sign-in": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          login: string;
          /** Format: password */
          password: string;
          keep?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            login: string;
            name: string;
            is_admin: boolean;
            roles: string[];
            preferences: {
              [key: string]: unknown;
            };
            wall: {
              label: string;
              view: {
                q: string;
                sort: string;
              };
              expires_at: string | null;
            } | null;
            server: {
              version: string;
              name: string;
              command: string | null;
              now: string;
              zone: string;
              features: "metrics"[];
            };
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "sign-out": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "open-wall": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          secret: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            login: string;
            name: string;
            is_admin: boolean;
            roles: string[];
            preferences: {
              [key: string]: unknown;
            };
            wall: {
              label: string;
              view: {
                q: string;
                sort: string;
              };
              expires_at: string | null;
            } | null;
            server: {
              version: string;
              name: string;
              command: string | null;
              now: string;
              zone: string;
              features: "metrics"[];
            };
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  welcome: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          secret: string;
          /** Format: password */
          password: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            login: string;
            name: string;
            is_admin: boolean;
            roles: string[];
            preferences: {
              [key: string]: unknown;
            };
            wall: {
              label: string;
              view: {
                q: string;
                sort: string;
              };
              expires_at: string | null;
            } | null;
            server: {
              version: string;
              name: string;
              command: string | null;
              now: string;
              zone: string;
              features: "metrics"[];
            };
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "get-preferences": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            [key: string]: unknown;
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "replace-preferences": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            [key: string]: unknown;
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-own-tokens": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              id: string;
              name: string;
              created_at: string | null;
              last_used_at: string | null;
              expires_at: string | null;
              revoked: boolean;
            }[];
            may_add: boolean;
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "make-own-token": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          expires_at?: string | null;
        };
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            id: string;
            name: string;
            created_at: string | null;
            last_used_at: string | null;
            expires_at: string | null;
            revoked: boolean;
            token: string;
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "delete-own-token-by-id": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-own-sessions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              id: string;
              /** @enum {unknown} */
              kind: "web" | "console" | "kept" | "wall";
              opened_at: string | null;
              last_used_at: string | null;
              ends_at: string | null;
              address: string | null;
              agent: string | null;
              wall: string | null;
              current: boolean;
            }[];
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "end-own-session": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-saved-views": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              id: number;
              name: string;
              q: string;
              sort: string;
              columns: string[];
              shared: boolean;
              own: boolean;
              login: string | null;
            }[];
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "save-view": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          q: string;
          sort: string;
          columns: string[];
          shared: boolean;
        };
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            id: number;
            name: string;
            q: string;
            sort: string;
            columns: string[];
            shared: boolean;
            own: boolean;
            login: string | null;
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "replace-saved-view": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          q: string;
          sort: string;
          columns: string[];
          shared: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            id: number;
            name: string;
            q: string;
            sort: string;
            columns: string[];
            shared: boolean;
            own: boolean;
            login: string | null;
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "delete-saved-view": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "change-own-password": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** Format: password */
          current: string;
          /** Format: password */
          new: string;
        };
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "send-own-test-message": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            contact: string;
            messages: {
              way: string;
              delivered: boolean;
              text: string;
            }[];
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-wall-links": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              id: number;
              label: string;
              login: string;
              view: {
                q: string;
                sort: string;
              };
              created_at: string | null;
              expires_at: string | null;
            }[];
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "make-wall-link": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          view:
            | {
                q: string;
                sort: string;
              }
            | number;
          hours: number | null;
          label: string;
        };
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            id: number;
            label: string;
            login: string;
            view: {
              q: string;
              sort: string;
            };
            created_at: string | null;
            expires_at: string | null;
            url: string;
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "delete-wall-link": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  act: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @enum {unknown} */
          action:
            | "acknowledge"
            | "end-acknowledgement"
            | "schedule-downtime"
            | "extend-downtime"
            | "cancel-downtime"
            | "check"
            | "comment"
            | "delete-comment"
            | "submit"
            | "notify"
            | "set";
          on?:
            | string[]
            | {
                view: string;
                except?: string[];
              };
          ids?: number[];
          request_id?: string;
          options?:
            | {
                comment: string;
                /** @default true */
                sticky?: boolean;
                /** @default false */
                notify?: boolean;
                /** @default false */
                persistent?: boolean;
                expires_at?: string | null;
              }
            | Record<string, never>
            | {
                comment: string;
                start?: string;
                end?: string;
                for?: number;
                /** @default true */
                fixed?: boolean;
                /** @default false */
                services?: boolean;
                /** @default false */
                children?: boolean;
              }
            | {
                until?: string;
                by?: number;
              }
            | Record<string, never>
            | {
                /** @default true */
                forced?: boolean;
              }
            | {
                comment: string;
                /** @default true */
                persistent?: boolean;
              }
            | Record<string, never>
            | {
                /** @enum {unknown} */
                state: "UP" | "DOWN" | "UNREACHABLE" | "OK" | "WARNING" | "CRITICAL" | "UNKNOWN";
                output?: string;
                perfdata?: string;
              }
            | {
                comment: string;
                /** @default false */
                forced?: boolean;
                /** @default false */
                broadcast?: boolean;
              }
            | {
                notifications?: boolean;
                active_checks?: boolean;
                passive_checks?: boolean;
                event_handler?: boolean;
                flap_detection?: boolean;
              };
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            done: string[];
            skipped: {
              key: string | null;
              id?: number;
              code: string;
              message: string;
              params: {
                [key: string]: string | number | boolean | null | string[];
              };
            }[];
            ids: {
              [key: string]: number;
            };
            undo: {
              action: string;
              on?: string[];
              ids?: number[];
              options?: {
                [key: string]: unknown;
              };
            } | null;
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "preview-action": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @enum {unknown} */
          action:
            | "acknowledge"
            | "end-acknowledgement"
            | "schedule-downtime"
            | "extend-downtime"
            | "cancel-downtime"
            | "check"
            | "comment"
            | "delete-comment"
            | "submit"
            | "notify"
            | "set";
          on?:
            | string[]
            | {
                view: string;
                except?: string[];
              };
          ids?: number[];
          request_id?: string;
          options?:
            | {
                comment: string;
                /** @default true */
                sticky?: boolean;
                /** @default false */
                notify?: boolean;
                /** @default false */
                persistent?: boolean;
                expires_at?: string | null;
              }
            | Record<string, never>
            | {
                comment: string;
                start?: string;
                end?: string;
                for?: number;
                /** @default true */
                fixed?: boolean;
                /** @default false */
                services?: boolean;
                /** @default false */
                children?: boolean;
              }
            | {
                until?: string;
                by?: number;
              }
            | Record<string, never>
            | {
                /** @default true */
                forced?: boolean;
              }
            | {
                comment: string;
                /** @default true */
                persistent?: boolean;
              }
            | Record<string, never>
            | {
                /** @enum {unknown} */
                state: "UP" | "DOWN" | "UNREACHABLE" | "OK" | "WARNING" | "CRITICAL" | "UNKNOWN";
                output?: string;
                perfdata?: string;
              }
            | {
                comment: string;
                /** @default false */
                forced?: boolean;
                /** @default false */
                broadcast?: boolean;
              }
            | {
                notifications?: boolean;
                active_checks?: boolean;
                passive_checks?: boolean;
                event_handler?: boolean;
                flap_detection?: boolean;
              };
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            hosts: number;
            services: number;
            problems: number;
            skipped: number;
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-downtimes-in-range": {
    parameters: {
      query?: {
        q?: string;
        from?: string;
        to?: string;
        without_planned?: boolean;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              id: number | null;
              key: string | null;
              type: string | null;
              name: string | null;
              host: {
                key: string;
                name: string;
              } | null;
              state: string | null;
              /** @enum {unknown} */
              status: "running" | "waiting" | "scheduled" | "planned" | "ended" | "cancelled";
              planned: boolean;
              start: string | null;
              end: string | null;
              fixed: boolean;
              for: number | null;
              author: string | null;
              comment: string | null;
              since: string | null;
              recurring: {
                id: number;
                name: string;
                rrule: string;
                zone: string;
                targets: {
                  hosts: string[];
                  services: {
                    host: string;
                    service: string;
                  }[];
                  host_groups: string[];
                  service_groups: string[];
                  with_services: boolean;
                };
                resources: number;
              } | null;
            }[];
            meta: {
              total: number;
              limit: number;
              from: string | null;
              to: string | null;
            };
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-acknowledgements-in-effect": {
    parameters: {
      query?: {
        q?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              id: number;
              key: string;
              /** @enum {unknown} */
              type: "host" | "service";
              name: string;
              host: {
                key: string;
                name: string;
              };
              state: string | null;
              output: string;
              problem_since: string | null;
              author: string | null;
              comment: string | null;
              since: string | null;
              expires_at: string | null;
              stable_seconds: number | null;
              sticky: boolean;
              services: number | null;
            }[];
            meta: {
              total: number;
            };
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "get-live-resource": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            key: string;
            /** @enum {unknown} */
            type: "host" | "service";
            name: string;
            /** LiveHost */
            host: {
              key: string;
              name: string;
              address: string | null;
              /** @enum {unknown} */
              state: "DOWN" | "CRITICAL" | "UNREACHABLE" | "UNKNOWN" | "WARNING" | "PENDING" | "OK" | "UP";
            };
            /** @enum {unknown} */
            state: "DOWN" | "CRITICAL" | "UNREACHABLE" | "UNKNOWN" | "WARNING" | "PENDING" | "OK" | "UP";
            hard: boolean;
            attempt: number;
            max_attempts: number;
            since: string | null;
            last_check: string | null;
            next_check: string | null;
            output: string;
            unhandled: boolean;
            flapping: boolean;
            acknowledgement: {
              id: number | null;
              author: string | null;
              comment: string | null;
              since: string | null;
              expires_at: string | null;
              sticky: boolean;
            } | null;
            downtime: {
              id: number | null;
              until: string | null;
            } | null;
            notifies: boolean;
            /** @enum {unknown} */
            checks: "active" | "passive" | "off";
            importance: number;
            poller: number;
            told: number;
            services: {
              total: number;
              problems: number;
              unhandled: number;
              worst: string | null;
            } | null;
            alias: string | null;
            long_output: string;
            perfdata: {
              label: string;
              value: number | null;
              unit: string;
              warning: {
                low: number | null;
                high: number | null;
                inside: boolean;
              } | null;
              critical: {
                low: number | null;
                high: number | null;
                inside: boolean;
              } | null;
              min: number | null;
              max: number | null;
              percent: number | null;
            }[];
            perfdata_faults: {
              at: number;
              reason: string;
            }[];
            command: {
              configured: string | null;
              line: string | null;
            };
            check: {
              /** @enum {unknown} */
              source: "active" | "passive" | "freshness";
              active: boolean;
              passive: boolean;
              freshness: boolean;
              event_handler: boolean;
              flap_detection: boolean;
              period: string | null;
              interval_seconds: number;
              retry_interval_seconds: number;
              execution_time: number | null;
              latency: number | null;
              last: string | null;
              results: number;
              next: string | null;
              last_ok: string | null;
              hard_since: string | null;
              not_seen_since: string | null;
            };
            percent_state_change: number;
            notification: {
              number: number;
              last: string | null;
              next: string | null;
              enabled: boolean;
              period: string | null;
            };
            parents: {
              total: number;
              items: {
                key: string;
                name: string;
                state: string;
              }[];
            };
            children: {
              total: number;
              items: {
                key: string;
                name: string;
                state: string;
              }[];
            };
            above: {
              key: string;
              name: string;
              state: string;
            }[];
            dependencies: {
              /** @enum {unknown} */
              kind: "execution" | "notification" | "parent";
              key: string;
              name: string;
              state: string;
              states: string[];
              period: string | null;
            }[];
            groups: {
              name: string;
              alias: string;
            }[];
            contacts: {
              name: string;
              alias: string | null;
            }[];
            contact_groups: string[];
            variables: {
              name: string;
              value: string | null;
              secret: boolean;
            }[];
            notes: string | null;
            links: {
              /** @enum {unknown} */
              kind: "notes" | "action";
              url: string;
            }[];
            last_24h: unknown[];
            comments: {
              id: number;
              time: string | null;
              author: string | null;
              text: string;
              /** @enum {unknown} */
              type: "user" | "downtime" | "flapping" | "acknowledgement";
              persistent: boolean;
            }[];
            downtimes: {
              id: number;
              author: string | null;
              comment: string | null;
              start: string | null;
              end: string | null;
              fixed: boolean;
              duration_seconds: number | null;
              started: boolean;
              until: string | null;
              recurring_downtime_id: number | null;
            }[];
            decisions_now: {
              contact: string | null;
              /** @enum {unknown} */
              outcome: "told" | "not-told" | "waiting";
              /** @enum {unknown} */
              code:
                | "told"
                | "soft"
                | "notifications-disabled"
                | "service-parents-failed"
                | "results-late"
                | "period-closed"
                | "resource-notifications-disabled"
                | "no-problem"
                | "not-a-notification-option"
                | "acknowledged"
                | "dependency-failed"
                | "problem-not-told"
                | "recovery-delay"
                | "first-notification-delay"
                | "flapping"
                | "told-once"
                | "host-down"
                | "host-soft"
                | "not-rechecked"
                | "named-with-host"
                | "interval"
                | "in-downtime"
                | "host-in-downtime"
                | "downtime-awaited"
                | "waiting-for-host-check"
                | "no-contacts"
                | "contact-importance"
                | "contact-disabled"
                | "contact-period-closed"
                | "contact-option"
                | "contact-told-of-host"
                | "contact-not-told-of-problem"
                | "contact-without-command";
              reason: string;
              params: {
                [key: string]: string | number | boolean | null | string[];
              } | null;
              text: string;
              until: string | null;
              definition: {
                /** @enum {unknown} */
                type: "host" | "service" | "contact";
                name: string;
                file: string | null;
                line: number | null;
              };
            }[];
            zone: string;
            defined: {
              file: string;
              line: number;
            } | null;
            allowed: (
              | "acknowledge"
              | "end-acknowledgement"
              | "schedule-downtime"
              | "extend-downtime"
              | "cancel-downtime"
              | "check"
              | "comment"
              | "delete-comment"
              | "submit"
              | "notify"
              | "set"
            )[];
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-live-resource-events": {
    parameters: {
      query?: {
        before?: number;
        limit?: number;
        kind?: string;
      };
      header?: never;
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              id: number;
              time: string | null;
              kind: string;
              key: string | null;
              host: {
                id: number;
                name: string | null;
              } | null;
              service: {
                id: number;
                name: string | null;
              } | null;
              state: number | null;
              state_name: string | null;
              state_type: number | null;
              check_attempt: number | null;
              output: string;
              reason: string;
              by: string | null;
            }[];
            meta: {
              limit: number;
              next_before: number | null;
            };
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "read-live-resource-metrics": {
    parameters: {
      query?: {
        from?: string;
        to?: string;
        points?: number;
      };
      header?: never;
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            from: number;
            to: number;
            step: number;
            metrics: {
              label: string;
              unit: string;
              warning: {
                low: number | null;
                high: number | null;
                inside: boolean;
              } | null;
              critical: {
                low: number | null;
                high: number | null;
                inside: boolean;
              } | null;
              min: number | null;
              max: number | null;
              thresholds: {
                since: string | null;
                warning: {
                  low: number | null;
                  high: number | null;
                  inside: boolean;
                } | null;
                critical: {
                  low: number | null;
                  high: number | null;
                  inside: boolean;
                } | null;
                min: number | null;
                max: number | null;
              }[];
              points: number[][];
            }[];
            downtimes: number[][];
            states: unknown[];
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      502: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-live-decisions": {
    parameters: {
      query?: {
        key?: string;
        q?: string;
        outcome?: "told" | "not-told" | "waiting" | "failed";
        contact?: string;
        code?:
          | "told"
          | "soft"
          | "notifications-disabled"
          | "service-parents-failed"
          | "results-late"
          | "period-closed"
          | "resource-notifications-disabled"
          | "no-problem"
          | "not-a-notification-option"
          | "acknowledged"
          | "dependency-failed"
          | "problem-not-told"
          | "recovery-delay"
          | "first-notification-delay"
          | "flapping"
          | "told-once"
          | "host-down"
          | "host-soft"
          | "not-rechecked"
          | "named-with-host"
          | "interval"
          | "in-downtime"
          | "host-in-downtime"
          | "downtime-awaited"
          | "waiting-for-host-check"
          | "no-contacts"
          | "contact-importance"
          | "contact-disabled"
          | "contact-period-closed"
          | "contact-option"
          | "contact-told-of-host"
          | "contact-not-told-of-problem"
          | "contact-without-command";
        from?: string;
        to?: string;
        before?: number;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              id: number;
              time: string;
              kind: string;
              key: string;
              /** @enum {unknown} */
              type: "host" | "service";
              host: string;
              service: string | null;
              state: string;
              contact: string | null;
              /** @enum {unknown} */
              outcome: "told" | "not-told" | "waiting";
              /** @enum {unknown} */
              code:
                | "told"
                | "soft"
                | "notifications-disabled"
                | "service-parents-failed"
                | "results-late"
                | "period-closed"
                | "resource-notifications-disabled"
                | "no-problem"
                | "not-a-notification-option"
                | "acknowledged"
                | "dependency-failed"
                | "problem-not-told"
                | "recovery-delay"
                | "first-notification-delay"
                | "flapping"
                | "told-once"
                | "host-down"
                | "host-soft"
                | "not-rechecked"
                | "named-with-host"
                | "interval"
                | "in-downtime"
                | "host-in-downtime"
                | "downtime-awaited"
                | "waiting-for-host-check"
                | "no-contacts"
                | "contact-importance"
                | "contact-disabled"
                | "contact-period-closed"
                | "contact-option"
                | "contact-told-of-host"
                | "contact-not-told-of-problem"
                | "contact-without-command";
              reason: string;
              params: {
                [key: string]: string | number | boolean | null | string[];
              } | null;
              text: string;
              until: string | null;
              definition: {
                /** @enum {unknown} */
                type: "host" | "service" | "contact";
                name: string;
                file: string | null;
                line: number | null;
              };
              messages: {
                command: string;
                /** @enum {unknown} */
                status: "told" | "being-tried" | "failed";
                at: string | null;
                outcome: string | null;
                failed_attempts: number;
                last_failure: string | null;
                next_attempt: string | null;
              }[];
            }[];
            meta: {
              limit: number;
              next_before: number | null;
            };
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "get-server": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            /** @enum {unknown} */
            status: "ok" | "starting" | "failing" | "stopping";
            problems: {
              /** @enum {unknown} */
              part: "store" | "history" | "command_file" | "time_series" | "remote_write";
              code: string;
              since: string;
            }[];
            version: string;
            node: string;
            started_at: string | null;
            now: string | null;
            checks: {
              per_second: number;
              done: number;
              running: number;
              waiting: number;
              lag_p50: number | null;
              lag_p99: number | null;
            };
            results_per_second: number;
            commits: {
              per_second: number;
              pending: number;
              refused: number;
              delay_p50: number | null;
              delay_p99: number | null;
              delay_is_more: boolean;
              last: string | null;
            };
            store_bytes: number;
            event_loop_delay_p99: number;
            memory_bytes: number;
            heap_bytes: number;
            connections: number;
            listeners: number;
            views: {
              count: number;
              bytes: number;
            };
            outbox: {
              waiting: number;
              failing: number;
              delivered: number;
              given_up: number;
              messages: {
                id: number;
                key: string | null;
                /** @enum {unknown} */
                type: "host" | "service" | "server";
                host: string | null;
                service: string | null;
                time: string | null;
                kind: string;
                contact: string;
                command: string;
                failed_attempts: number;
                last_failure: string | null;
                next_attempt: string | null;
                waits_for: number | null;
              }[];
            };
            configured_since: string | null;
            reload: {
              at: string | null;
              by: string | null;
              /** @enum {unknown} */
              result: "started" | "accepted" | "refused" | "failed";
              seconds: number | null;
              reason: string | null;
              code: string | null;
              params: {
                [key: string]: string | number | boolean | null | string[];
              };
              errors: number;
              warnings: number;
              error_list: {
                file: string;
                line: number;
                directive: string | null;
                message: string;
                code: string;
                params: {
                  [key: string]: string | number | boolean | null | string[];
                };
              }[];
              warning_list: {
                file: string;
                line: number;
                directive: string | null;
                message: string;
                code: string;
                params: {
                  [key: string]: string | number | boolean | null | string[];
                };
              }[];
              needs_restart: string[];
            } | null;
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "retry-delivery": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "get-cluster": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            leader: {
              holder: string;
              address: string;
              term: number;
              since: string | null;
              silent_seconds: number;
              is_silent: boolean;
            } | null;
            standbys: number | null;
            own: {
              role: "leader" | "standby";
              term: number | null;
              leader: string | null;
              position: number | null;
              lag_seconds: number | null;
              configuration_differs: boolean | null;
            } | null;
            version: string;
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "hand-over": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            term: number;
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "list-pollers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            result: {
              id: number;
              name: string;
              state: "connected" | "connecting" | "away" | "not-enrolled" | "revoked";
              since: string | null;
              hosts: number;
              group: string | null;
              group_hosts: number;
              version: string | null;
              running: number | null;
              late: number | null;
              buffered: number | null;
              clock_offset: number | null;
              configuration_errors: string[];
              created_at: string | null;
            }[];
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "add-poller": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          id?: number;
        };
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            id: number;
            name: string;
            secret: string;
            address: string;
            command: string;
            pin: string | null;
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "revoke-poller": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "enrol-poller": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          secret: string;
          public_key: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            name: string;
          };
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
  "replace-poller-key": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          public_key: string;
          time: number;
          signature: string;
        };
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            code: string;
            message: string;
            params?: {
              [key: string]: string | number | boolean | null | string[];
            };
          };
        };
      };
    };
  };
}
