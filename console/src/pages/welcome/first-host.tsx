import { useState } from "react";
import { useWords } from "../../words/use-words.tsx";
import { Command } from "./command.tsx";
import styles from "./welcome.module.css";

interface Properties {
  /** Where it goes; null: unknown. */
  readonly file: string | null;
  /** Runs `vigie` on the machine of the server. */
  readonly command: string;
}

/** The file of a first host, to be copied, and how it is loaded. */
export function FirstHost({ file, command }: Properties) {
  const { welcome } = useWords();
  const [name, setName] = useState("web-1");
  const [address, setAddress] = useState("192.0.2.10");
  const [port, setPort] = useState("22");
  const fields = [
    { title: welcome.hostName, value: name, set: setName },
    { title: welcome.hostAddress, value: address, set: setAddress },
    { title: welcome.hostPort, value: port, set: setPort },
  ];
  return (
    <>
      <div className={styles["fields"]}>
        {fields.map(({ title, value, set }) => (
          <label key={title}>
            {title}
            <input value={value} onChange={({ target }) => set(target.value)} />
          </label>
        ))}
      </div>
      <p>
        {file === null ? welcome.hostFileSomewhere : welcome.hostFile} {file !== null && <code>{file}</code>}
      </p>
      <Command text={hostFile(name, address, port)} />
      <p>{welcome.hostLoad}</p>
      <Command text={`${command} reload`} />
    </>
  );
}

const hostFile = (name: string, address: string, port: string): string =>
  [
    "define host {",
    "    use            generic-host",
    `    host_name      ${oneWord(name)}`,
    `    address        ${oneWord(address)}`,
    `    check_command  check_tcp!${oneWord(port).replaceAll("!", "")}`,
    "}",
    "",
  ].join("\n");

/** What would end a directive or begin a comment is left out. */
const oneWord = (text: string): string => text.replaceAll(/[;#{}\r\n]/g, "").trim();
