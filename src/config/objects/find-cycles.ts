/**
 * Finds cycles of a graph. Each is the list of its nodes in order, with the first one repeated at the end. Every node
 * is visited once.
 */
export function findCycles<T>(nodes: Iterable<T>, next: (node: T) => Iterable<T>): T[][] {
  const cycles: T[][] = [];
  const done = new Set<T>();
  for (const start of nodes) {
    // Depth-first search with an explicit stack: a chain may be longer than the call stack.
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
        const nodesInPath = path.map(({ node }) => node);
        cycles.push([...nodesInPath.slice(nodesInPath.indexOf(step.value)), step.value]);
      } else if (!done.has(step.value)) {
        enter(step.value);
      }
    }
  }
  return cycles;
}
