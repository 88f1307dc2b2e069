import { IN_AN_HOUR, AN_HOUR_AGO, login, query, type RecordedClient } from "./recorded-client.ts";
import { date, exactly, members, none, number, orNull, rows, someOf, text, whole } from "./shapes.ts";

const named = members({ id: whole, name: text });
const RANGE = { start: AN_HOUR_AGO.replace("Z", ".000Z"), end: IN_AN_HOUR.replace("Z", ".000Z") };

/** The data source plugin, in its mode "Server". */
export const grafana: RecordedClient = {
  name: "Grafana data source",
  base: "/centreon/api/latest",
  calls: [
    login("test the data source", members({ contact: members({ alias: text }), security: members({ token: text }) })),
    {
      name: "list the kinds of resources",
      request: "GET /data-source/types",
      status: 200,
      reads: someOf(members({ slug: text, display_name: text, list_endpoint: text })),
    },
    ...["hosts", "host-groups", "services", "service-groups", "metrics"].map((kind) => ({
      name: `list ${kind}`,
      request: `GET /data-source/${kind}`,
      status: 200,
      reads: rows(named),
    })),
    {
      name: "list the meta services, of which there are none",
      request: "GET /data-source/metaservices",
      status: 200,
      reads: members({ result: none }),
    },
    {
      name: "list the services of a host with an accent",
      request: `GET /data-source/services${query({ "host[]": "serveur-été" })}`,
      status: 200,
      reads: rows(members({ id: whole, name: exactly("Disque /var/été") })),
    },
    {
      name: "draw a metric of a service",
      request: `GET /data-source/metrics/timeseries${query({ "host[]": "web-01", "metric[]": "rt*", ...RANGE })}`,
      status: 200,
      reads: someOf(
        members({
          name: exactly("rta"),
          unit: exactly("ms"),
          labels: members({ host: exactly("web-01"), service: exactly("Ping") }),
          timeserie: someOf(members({ datetime: date, value: orNull(number) })),
        }),
      ),
      isRepeated: true,
    },
    {
      name: "read nothing for a name that nothing has",
      request: `GET /data-source/metrics/timeseries${query({ "host[]": "gone", ...RANGE })}`,
      status: 200,
      reads: none,
    },
    {
      name: "find that the token is lost",
      request: "GET /data-source/types",
      headers: { "X-AUTH-TOKEN": "lost" },
      status: 401,
      reads: members({ message: text }),
    },
    login("log in again"),
  ],
};
