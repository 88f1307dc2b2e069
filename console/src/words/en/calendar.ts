export const calendar = {
  title: "Calendar of downtimes",
};
