import type { ShellCommand, ShellWord } from "./shell-reader.ts";

const WRITERS = /^(?:.*\/)?(?:tee|dd|cp|mv|install|ln|sponge)$/;
const READ_BY_NAME =
  /(?:^|\/)\.(?!\.?(?:\/|$))|^\/(?:etc|s?bin|lib\w*|boot|proc|sys)\/|^\/usr\/(?:local\/)?(?:s?bin|lib\w*|share|etc)\/|\/cron(?:tabs)?(?:\/|$)/;
const DEVICE = /^\/(?:dev|proc\/self\/fd)\/(?:null|std(?:in|out|err)|tty|[0-9]+)$/;

/** A file of a command that shells or other programs read without being told, such as `.profile` and `/etc/cron.d/x`. */
export function fileReadByName({ words, files }: ShellCommand): string | null {
  const written = WRITERS.test(words[0]?.text ?? "") ? words.slice(1) : [];
  return [...files, ...written].map(pathOf).find((path) => READ_BY_NAME.test(path) && !DEVICE.test(path)) ?? null;
}

const pathOf = ({ text }: ShellWord): string => text.replace(/^(?:of|--target-directory)=/, "");
