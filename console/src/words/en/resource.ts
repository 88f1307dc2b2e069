export const resource = {
  title: "Resource",
};
