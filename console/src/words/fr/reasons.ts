import type { Messages } from "../messages.ts";

export const reasons: Messages["reasons"] = {
  told: {
    title: "Notifié",
    meaning: "Un message a été créé pour chaque commande de notification du contact.",
    change: "Pour être rappelé plus tôt ou plus tard, changez notification_interval.",
  },
  soft: {
    title: "État soft",
    meaning: "Le problème n’est pas encore confirmé. Personne n’est notifié avant le dernier essai.",
    change: "Pour être notifié plus tôt, réduisez max_check_attempts ou retry_interval.",
  },
  "notifications-disabled": {
    title: "Notifications toutes désactivées",
    meaning: "Le serveur entier n’envoie aucune notification.",
    change: "Mettez enable_notifications à 1 dans le fichier principal, ou réactivez les notifications.",
  },
  "service-parents-failed": {
    title: "Services parents en échec",
    meaning: "Tout ce dont ce service dépend est en échec : il n’est pas la cause.",
    change: "Regardez d’abord les parents. Pour être notifié quand même, retirez la directive parents.",
  },
  "period-closed": {
    title: "Hors de sa période",
    meaning: "L’hôte ou le service n’est notifié que pendant sa notification_period.",
    change: "Choisissez une autre notification_period, ou étendez la période.",
  },
  "resource-notifications-disabled": {
    title: "Ses notifications désactivées",
    meaning: "notifications_enabled vaut 0, ou un opérateur les a désactivées.",
    change: "Réactivez les notifications, ou mettez notifications_enabled à 1.",
  },
  "no-problem": {
    title: "Pas de problème hard",
    meaning: "Rien à notifier : l’état est UP ou OK, ou le problème n’est pas confirmé.",
    change: "Rien à changer.",
  },
  "not-a-notification-option": {
    title: "État non demandé",
    meaning: "Les notification_options de l’hôte ou du service excluent cet état ou ce type.",
    change: "Ajoutez sa lettre à notification_options.",
  },
  acknowledged: {
    title: "Acquitté",
    meaning: "Quelqu’un a pris le problème en charge : les autres sont laissés tranquilles.",
    change: "Mettez fin à l’acquittement pour être notifié de nouveau.",
  },
  "dependency-failed": {
    title: "Dépendance en échec",
    meaning: "Une dépendance de notification l’interdit tant que ce dont il dépend a un problème.",
    change: "Regardez ce dont il dépend. Pour être notifié quand même, changez notification_failure_criteria.",
  },
  "problem-not-told": {
    title: "Problème non notifié",
    meaning: "C’est un rétablissement ; il n’est notifié qu’après son problème.",
    change: "Voyez pourquoi le problème lui-même n’a pas été notifié.",
  },
  "recovery-delay": {
    title: "Délai de rétablissement",
    meaning: "Le rétablissement attend, au cas où le problème reviendrait aussitôt.",
    change: "Réduisez recovery_notification_delay pour le savoir plus tôt.",
  },
  "first-notification-delay": {
    title: "Première notification retardée",
    meaning: "Le problème doit durer un moment avant que quelqu’un soit notifié.",
    change: "Réduisez first_notification_delay pour le savoir plus tôt.",
  },
  flapping: {
    title: "Flapping",
    meaning: "L’état change si souvent que chaque changement dit peu de chose.",
    change: "Cherchez pourquoi il change, augmentez max_check_attempts, ou désactivez la détection du flapping.",
  },
  "told-once": {
    title: "Notifié une fois",
    meaning: "notification_interval vaut 0 : une seule notification par problème.",
    change: "Donnez une valeur à notification_interval pour recevoir des rappels.",
  },
  "host-down": {
    title: "Hôte pas UP",
    meaning: "L’hôte, ou un hôte devant lui, est DOWN ou UNREACHABLE. C’est cela qui est notifié.",
    change: "Regardez d’abord l’hôte.",
  },
  "host-soft": {
    title: "Hôte en cours de confirmation",
    meaning: "L’hôte a un problème et des essais restants. Il peut être la cause.",
    change: "Attendez l’hôte, ou réduisez son max_check_attempts.",
  },
  "not-rechecked": {
    title: "Pas encore recontrôlé",
    meaning: "L’hôte avait un problème lors du contrôle, il est UP maintenant. Le prochain contrôle décide.",
    change: "Contrôlez maintenant.",
  },
  "named-with-host": {
    title: "Cité avec son hôte",
    meaning: "Le message sur l’hôte DOWN cite aussi ce problème.",
    change: "Pour un message à part, mettez root_cause à off dans vigie.yaml.",
  },
  interval: {
    title: "Déjà notifié",
    meaning: "notification_interval n’est pas écoulé depuis la dernière notification.",
    change: "Réduisez notification_interval pour un rappel plus tôt.",
  },
  "in-downtime": {
    title: "En maintenance",
    meaning: "Travaux prévus : personne n’est notifié avant la fin.",
    change: "Annulez ou raccourcissez la maintenance.",
  },
  "host-in-downtime": {
    title: "Hôte en maintenance",
    meaning: "Les travaux prévus sur l’hôte couvrent ses services.",
    change: "Annulez ou raccourcissez la maintenance de l’hôte.",
  },
  "downtime-awaited": {
    title: "Maintenance flexible",
    meaning: "Une maintenance flexible attendait ce problème.",
    change: "Annulez la maintenance flexible.",
  },
  "results-late": {
    title: "Résultats en retard",
    meaning:
      "Son collecteur était coupé ; ce qu’il a constaté entre-temps arrive, et est décidé une seule fois à la fin.",
    change: "Rien : c’est décidé en quelques secondes.",
  },
  "waiting-for-host-check": {
    title: "Cause en cours de contrôle",
    meaning: "Un hôte devant lui est contrôlé d’abord, pendant root_cause_wait_seconds au plus.",
    change: "Rien : c’est décidé en quelques secondes.",
  },
  "no-contacts": {
    title: "Aucun contact",
    meaning: "Personne n’est nommé par contacts, contact_groups ou une escalade.",
    change: "Ajoutez contacts ou contact_groups à la définition.",
  },
  "contact-importance": {
    title: "Pas assez important",
    meaning: "L’importance de la ressource est inférieure à minimum_importance du contact.",
    change: "Réduisez minimum_importance du contact, ou augmentez hourly_value de la ressource.",
  },
  "contact-disabled": {
    title: "Contact désactivé",
    meaning: "host_notifications_enabled ou service_notifications_enabled du contact vaut 0.",
    change: "Mettez-le à 1, ou réactivez les notifications du contact.",
  },
  "contact-period-closed": {
    title: "Hors de ses heures",
    meaning: "Le contact n’est notifié que pendant sa propre période de notification.",
    change: "Choisissez une autre période pour le contact, ou nommez quelqu’un qui est alors de service.",
  },
  "contact-option": {
    title: "Pas voulu par le contact",
    meaning: "Les options de notification du contact excluent cet état ou ce type.",
    change: "Ajoutez sa lettre aux options de notification du contact.",
  },
  "contact-told-of-host": {
    title: "Notifié pour l’hôte",
    meaning: "La même maintenance de l’hôte est dans un autre message à ce contact.",
    change: "Rien à changer.",
  },
  "contact-not-told-of-problem": {
    title: "Pas notifié du problème",
    meaning: "C’est un rétablissement, et ce contact n’a pas eu connaissance du problème.",
    change: "Voyez pourquoi le contact n’a pas été notifié du problème.",
  },
  "contact-without-command": {
    title: "Aucun moyen de joindre",
    meaning: "Le contact n’a pas de commande de notification.",
    change: "Ajoutez host_notification_commands et service_notification_commands.",
  },
};
