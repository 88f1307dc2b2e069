import { useWords } from "../../words/use-words.tsx";

export function WallPage() {
  const words = useWords();
  return <h1>{words.wall.title}</h1>;
}
