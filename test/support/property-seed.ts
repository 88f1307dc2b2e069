import fc from "fast-check";

// FC_SEED, and FC_PATH for the shrunk counterexample, replay a failed property: both are printed with the failure.
const { FC_SEED, FC_PATH } = process.env;
if (FC_SEED !== undefined) {
  fc.configureGlobal({
    ...fc.readConfigureGlobal(),
    seed: Number(FC_SEED),
    ...(FC_PATH === undefined ? {} : { path: FC_PATH }),
  });
}
