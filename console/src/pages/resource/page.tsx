import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { get } from "../../data/client.ts";
import { nameOf } from "../../data/list/row-name.ts";
import { written } from "../../data/query-text.ts";
import type { ResourceList } from "../../data/wire.ts";
import type { ResourceDetail } from "../../data/wire-detail.ts";
import { ErrorState } from "../../parts/error-state.tsx";
import { Page } from "../../parts/page.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useWords } from "../../words/use-words.tsx";
import { NeighbourLink } from "./details-tab.tsx";
import { HostServices } from "./host-services.tsx";
import { ResourceBody } from "./resource-body.tsx";
import { Section } from "./section.tsx";
import type { ResourceSearch } from "./search.ts";
import { resourceKeys } from "./use-resource.ts";
import styles from "./resource.module.css";

/** The panel as a page of its own; of a host with its services, and the hosts in front of it. */
export function ResourcePage() {
  const { key } = useParams({ strict: false }) as { readonly key: string };
  const search = useSearch({ strict: false }) as ResourceSearch;
  const { tab = "details" } = search;
  const navigate = useNavigate();
  const { resource } = useWords();
  const { data } = useQuery<ResourceDetail>({ queryKey: resourceKeys.detail(key), enabled: false });
  const isHost = key.startsWith("h");
  const title = data === undefined ? resource.title : nameOf(data);
  const body = (
    <ResourceBody
      key={key}
      resourceKey={key}
      tab={tab}
      hasActionKeys
      onTab={(next) =>
        void navigate({
          to: isHost ? "/hosts/$key" : "/services/$key",
          params: { key },
          search: { ...search, tab: next },
          replace: true,
        })
      }
    />
  );
  return (
    <Page title={title}>
      <div className={styles["page"]} data-host={isHost || undefined}>
        <div className={styles["main"]}>{body}</div>
        {data !== undefined && (
          <div className={styles["beside"]}>
            {data.above.length > 0 && (
              <Section title={resource.above}>
                {data.above.map((one) => (
                  <p key={one.key}>
                    <NeighbourLink of={one} />
                  </p>
                ))}
              </Section>
            )}
            <Section title={resource.services}>
              <ServicesOfHost host={data.host.key} name={data.host.name} />
            </Section>
          </div>
        )}
      </div>
    </Page>
  );
}

function ServicesOfHost({ host, name }: { readonly host: string; readonly name: string }) {
  const { resource } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ["resource", host, "services"],
    queryFn: ({ signal }) =>
      get<ResourceList>("/api/resources", {
        query: { q: `type:service host:${written(name)}`, sort: "-severity,name", limit: 500 },
        signal,
      }),
    select: useCallback(
      (list: ResourceList) => ({ ...list, result: list.result.filter((row) => row.host.key === host) }),
      [host],
    ),
    retry: false,
  });
  const readAgain = useCallback(() => void refetch(), [refetch]);
  if (data === undefined)
    return error === null ? (
      <Skeleton rows={4} />
    ) : (
      <ErrorState what={resource.whatServices} error={error} retry={() => void refetch()} />
    );
  return <HostServices rows={data.result} asOf={data.meta.as_of} onGap={readAgain} />;
}
