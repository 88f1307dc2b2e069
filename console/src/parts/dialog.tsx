import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useWords } from "../words/use-words.tsx";
import { Button } from "./button.tsx";
import { placedOver } from "./dialog-place.ts";
import styles from "./dialog.module.css";

interface Properties {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Buttons at the foot. */
  readonly actions?: ReactNode;
  /** `wide`: for tables. */
  readonly width?: "normal" | "wide";
  /** Neither Escape nor a press beside it closes it. */
  readonly isHeld?: boolean;
  readonly role?: "dialog" | "alertdialog";
  /** Text alone: it takes the focus, so that keys scroll it. */
  readonly isText?: boolean;
  /** Over the row that it is about, without a shade; null: in the middle. */
  readonly place?: DOMRect | null;
  readonly children?: ReactNode;
}

/** A modal dialog; on phones it fills the window. Focus goes in, stays, and comes back at the end. */
export function Dialog({
  title,
  isOpen,
  onClose,
  actions,
  width = "normal",
  isHeld = false,
  role = "dialog",
  isText = false,
  place = null,
  children,
}: Properties) {
  const { common } = useWords();
  return (
    <ModalOverlay
      className={styles["overlay"] ?? ""}
      data-placed={place !== null || undefined}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={!isHeld}
      isKeyboardDismissDisabled={isHeld}
    >
      <Modal
        className={styles["modal"] ?? ""}
        data-width={width}
        style={place === null ? {} : placedOver(place, window)}
      >
        <AriaDialog className={styles["dialog"] ?? ""} role={role}>
          <header className={styles["head"]}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {!isHeld && (
              <Button look="plain" aria-label={common.close} onPress={onClose}>
                <X size={16} aria-hidden />
              </Button>
            )}
          </header>
          <div
            className={styles["content"]}
            {...(isText && { tabIndex: 0, role: "group", "aria-label": common.content })}
          >
            {children}
          </div>
          {actions !== undefined && <footer className={styles["actions"]}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
