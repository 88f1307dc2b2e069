export const acknowledgements = {
  title: "Acknowledgements",
};
