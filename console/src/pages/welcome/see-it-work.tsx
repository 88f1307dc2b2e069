import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { post } from "../../data/client.ts";
import { placeName } from "../../data/place-name.ts";
import type { LiveRow } from "../../data/wire.ts";
import { Button } from "../../parts/button.tsx";
import { messageOf } from "../../data/refusal.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { useWords } from "../../words/use-words.tsx";
import { stageOf } from "./steps.ts";

/** Reports a service as CRITICAL, as often as makes it hard, and as OK afterwards. */
export function SeeItWork({ row }: { readonly row: LiveRow | null }) {
  const { welcome } = useWords();
  const queries = useQueryClient();
  const [fault, setFault] = useState("");
  if (row === null) return <p className="muted">{welcome.seeNothing}</p>;

  const report = async (state: "CRITICAL" | "OK", times: number): Promise<void> => {
    try {
      for (let attempt = 0; attempt < times; attempt++)
        await post("/api/actions", { action: "submit", on: [row.key], options: { state, output: welcome.seeOutput } });
      setFault("");
      await queries.invalidateQueries({ queryKey: ["first-steps"] });
    } catch (error) {
      setFault(messageOf(error));
    }
  };
  const name = row.host === null ? row.name : placeName(row.host.name, row.name);
  const stage = stageOf(row);
  return (
    <>
      <p role="status">
        <StateMark state={row.state} /> {name}
      </p>
      <p>
        {
          {
            first: welcome.seeFirst,
            start: welcome.seeHint,
            reported: welcome.seeActed,
            acknowledged: welcome.seeAcknowledged,
          }[stage]
        }
      </p>
      {stage === "start" && <Button onPress={() => void report("CRITICAL", row.max_attempts)}>{welcome.seeAct}</Button>}
      {stage === "reported" && (
        <Link to="/resources" search={{ open: row.key }}>
          {welcome.seeShow}
        </Link>
      )}
      {(stage === "reported" || stage === "acknowledged") && (
        <Button onPress={() => void report("OK", 1)}>{welcome.seeEnd}</Button>
      )}
      {fault !== "" && <p role="alert">{fault}</p>}
    </>
  );
}
