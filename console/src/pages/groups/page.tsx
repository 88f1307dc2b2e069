import { useNavigate, useSearch } from "@tanstack/react-router";
import { Page } from "../../parts/page.tsx";
import { useWords } from "../../words/use-words.tsx";
import { GroupTable } from "./group-table.tsx";
import styles from "./groups.module.css";
import type { GroupsSearch } from "./search.ts";

/** Host groups and service groups with the states of their members. */
export function GroupsPage() {
  const { groups } = useWords();
  const { name = "" } = useSearch({ strict: false }) as GroupsSearch;
  const navigate = useNavigate();
  return (
    <Page
      title={groups.title}
      actions={
        <input
          className={styles["find"]}
          type="search"
          value={name}
          placeholder={groups.find}
          aria-label={groups.find}
          onChange={({ target }) =>
            void navigate({
              to: "/groups",
              search: target.value === "" ? {} : { name: target.value },
              replace: true,
            })
          }
        />
      }
    >
      <div className={styles["kinds"]}>
        <GroupTable kind="host" part={name} />
        <GroupTable kind="service" part={name} />
      </div>
    </Page>
  );
}
