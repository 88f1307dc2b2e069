export const resources = {
  title: "Resources",
};
