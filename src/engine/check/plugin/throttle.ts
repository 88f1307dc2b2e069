/** Runs tasks in order, a few in each turn of the event loop, so that a burst does not block other work. */
export function createThrottle(tasksPerTurn: number): (task: () => void) => void {
  const waiting: (() => void)[] = [];
  let isTurnDue = false;
  const turn = (): void => {
    for (const task of waiting.splice(0, tasksPerTurn)) task();
    isTurnDue = waiting.length > 0;
    if (isTurnDue) setImmediate(turn);
  };
  return (task) => {
    waiting.push(task);
    if (!isTurnDue) setImmediate(turn);
    isTurnDue = true;
  };
}
