import { useNavigate, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

/** Sends to the sign-in page, which comes back to the address that was asked for. */
export function ToSignIn() {
  const router = useRouter();
  const navigate = useNavigate();
  useEffect(() => {
    const asked = router.state.location.href;
    if (!asked.startsWith("/sign-in")) void navigate({ to: "/sign-in", search: { to: asked }, replace: true });
  }, [router, navigate]);
  return null;
}
