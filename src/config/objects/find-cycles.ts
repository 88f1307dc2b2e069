/** Circles of a graph, each as the names on the way round with the first one again at the end; every node is walked once. */
export function findCycles<T>(nodes: Iterable<T>, next: (node: T) => Iterable<T>): T[][] {
  const circles: T[][] = [];
  const done = new Set<T>();
  for (const start of nodes) {
    // Depth first with an own stack: a chain may be longer than the call stack.
    const path: { readonly node: T; readonly next: Iterator<T> }[] = [];
    const inPath = new Set<T>();
    const enter = (node: T): void => {
      path.push({ node, next: next(node)[Symbol.iterator]() });
      inPath.add(node);
    };
    if (!done.has(start)) enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const step = top.next.next();
      if (step.done === true) {
        done.add(top.node);
        inPath.delete(top.node);
        path.pop();
      } else if (inPath.has(step.value)) {
        const way = path.map(({ node }) => node);
        circles.push([...way.slice(way.indexOf(step.value)), step.value]);
      } else if (!done.has(step.value)) {
        enter(step.value);
      }
    }
  }
  return circles;
}
