import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import styles from "./button.module.css";

interface Properties extends Omit<ComponentProps<"button">, "onClick" | "disabled"> {
  readonly onPress?: () => void;
  /** `plain`: without a frame, in lines and bars. `main`: what the page or dialog is for. */
  readonly look?: "normal" | "main" | "plain" | "danger";
  /** Still in the order of focus, with the reason as its title. */
  readonly offReason?: string | undefined;
  readonly isDisabled?: boolean;
}

export function Button({ onPress, look = "normal", offReason, isDisabled = false, className, ...rest }: Properties) {
  const isOff = offReason !== undefined;
  return (
    <button
      type="button"
      title={offReason}
      {...rest}
      className={classNames(styles["button"], className)}
      data-look={look}
      disabled={isDisabled}
      aria-disabled={isOff || undefined}
      onClick={isOff ? undefined : () => onPress?.()}
    />
  );
}
