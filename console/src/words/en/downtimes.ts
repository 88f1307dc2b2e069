export const downtimes = {
  title: "Downtimes",
};
