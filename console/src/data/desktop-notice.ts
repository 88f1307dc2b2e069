/** Whether this browser shows notices of this page; `needs-https`: only over HTTPS, or on this machine itself. */
export type NoticeAccess = "allowed" | "not-asked" | "refused" | "needs-https" | "not-offered";

export function noticeAccess(): NoticeAccess {
  if (!window.isSecureContext) return "needs-https";
  if (typeof Notification === "undefined") return "not-offered";
  if (Notification.permission === "granted") return "allowed";
  return Notification.permission === "denied" ? "refused" : "not-asked";
}

/** Asks, if nobody was asked yet; only from within the handler of a press. */
export async function askForNotices(): Promise<NoticeAccess> {
  if (noticeAccess() === "not-asked") await Notification.requestPermission();
  return noticeAccess();
}

export interface Notice {
  /** A notice takes the place of the one before with the same tag, also of another tab. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  readonly onPress: () => void;
}

/** Does nothing while the browser does not allow it. */
export function showNotice({ tag, title, body, onPress }: Notice): void {
  if (noticeAccess() !== "allowed") return;
  const notice = new Notification(title, { tag, body });
  notice.addEventListener("click", () => {
    notice.close();
    window.focus();
    onPress();
  });
}
