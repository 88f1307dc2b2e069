export const simulate = {
  title: "Simulate a notification",
};
