/** Runs tasks in order, a few in each turn of the event loop, so that a burst of them does not hold up everything else. */
export function createPace(tasksPerTurn: number): (task: () => void) => void {
  const waiting: (() => void)[] = []
  const turn = (): void => {
    for (const task of waiting.splice(0, tasksPerTurn)) task()
    if (waiting.length > 0) setImmediate(turn)
  }
  return (task) => {
    if (waiting.push(task) === 1) setImmediate(turn)
  }
}
