import { useWords } from "../../words/use-words.tsx";

export function SignInPage() {
  const words = useWords();
  return <h1>{words.signIn.title}</h1>;
}
