/** Test messages to contacts. */
export interface TestMessages {
  /** What each way of notifying the contact came to. Refuses with `nothing-to-test` and `too-many-tests`. */
  sendTo(
    contactName: string,
  ): Promise<readonly { readonly way: string; readonly isDelivered: boolean; readonly text: string }[]>;
}
