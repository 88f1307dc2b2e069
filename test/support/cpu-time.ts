/**
 * CPU time of this thread in milliseconds: what an event loop is held for, on a machine that may be busy with other
 * things.
 */
export function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
