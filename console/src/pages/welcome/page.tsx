import { useWords } from "../../words/use-words.tsx";

export function WelcomePage() {
  const words = useWords();
  return <h1>{words.welcome.title}</h1>;
}
