/** Polls until the answer satisfies the condition; fails after a minute with the last answer. */
export async function eventually<T>(
  path: string,
  get: (path: string) => Promise<T>,
  satisfies: (answer: T) => boolean,
): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await get(path);
    if (satisfies(answer)) return answer;
    if (Date.now() > deadline)
      throw new Error(`GET ${path} never satisfied ${satisfies}; last: ${JSON.stringify(answer)}`);
    await new Promise((next) => {
      setTimeout(next, 10);
    });
  }
}
