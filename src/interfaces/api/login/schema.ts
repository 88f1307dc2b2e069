import Type from "typebox";

/** Body of the login (contract §2.1). */
export const loginRequest = Type.Object({
  security: Type.Object({
    credentials: Type.Object({
      login: Type.String({ description: "Contact alias, in any case" }),
      password: Type.String({ format: "password" }),
    }),
  }),
});

export const loginAnswer = Type.Object(
  {
    contact: Type.Object({
      id: Type.Integer(),
      name: Type.String({ description: "Full name" }),
      alias: Type.String({ description: "Login name" }),
      email: Type.String(),
      is_admin: Type.Boolean(),
    }),
    security: Type.Object({
      token: Type.String({ description: "Value of the header X-AUTH-TOKEN; expires an hour after its last use" }),
    }),
  },
  { title: "Login" },
);

export const logoutAnswer = Type.Object({ message: Type.String() });

export const sessionRequest = Type.Object({
  login: Type.String({ description: "Contact alias, in any case" }),
  password: Type.String({ format: "password" }),
});

export const sessionAnswer = Type.Object(
  { redirect_uri: Type.String() },
  {
    title: "Session",
    description: "The session is open; the cookie PHPSESSID contains its id, over HTTPS __Host-PHPSESSID.",
  },
);
