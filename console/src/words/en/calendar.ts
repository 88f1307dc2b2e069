export const calendar = {
  title: "Calendar of downtimes",
  week: (number: number) => `week ${number}`,
  before: "Week before",
  after: "Week after",
  today: "Today",
  now: "now",
  empty: "No downtimes in this week",
  /** Of a bar, for screen readers and as its title. */
  bar: (what: string, time: string, status: string) => `${what}, ${time}, ${status}`,
  status: {
    running: "running",
    waiting: "waits for a problem",
    scheduled: "planned",
    planned: "planned, recurring",
    ended: "over",
    cancelled: "ended early",
  },
};
