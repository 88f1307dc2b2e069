/**
 * A function of one text that remembers its answers, for texts that come again and again. It forgets all of them when there are `most`,
 * so that texts which never come again cost little memory. The answers are shared: nobody may change them.
 */
export function memoize<Answer>(most: number, answerTo: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, Answer>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = answerTo(text);
    if (answers.size >= most) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}
