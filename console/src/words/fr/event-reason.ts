// The server tells why an event happened in English (`src/operations/`, `src/engine/`, `src/model/`): the sentences that
// it has are said in French here, and names, numbers and settings stay as they are.

const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^downtime (\d+) scheduled by (.+)$/, "maintenance $1 planifiée par $2"],
  [/^downtime (\d+) starts as planned$/, "la maintenance $1 commence comme prévu"],
  [/^a problem begins the flexible downtime (\d+)$/, "un problème fait commencer la maintenance flexible $1"],
  [/^downtime (\d+) ran its time$/, "la maintenance $1 est arrivée à son terme"],
  [/^downtime (\d+) cancelled by (.+)$/, "maintenance $1 annulée par $2"],
  [/^downtime (\d+) cancelled$/, "maintenance $1 annulée"],
  [
    /^no problem began the flexible downtime (\d+) before its end$/,
    "aucun problème n’a fait commencer la maintenance flexible $1 avant sa fin",
  ],
  [
    /^downtime (\d+) taken back: recurring downtime (\d+) no longer asks for it$/,
    "maintenance $1 retirée : la maintenance récurrente $2 ne la demande plus",
  ],
  [
    /^downtime (\d+) began and ended while the server was away$/,
    "la maintenance $1 a commencé et fini pendant l’arrêt du serveur",
  ],
  [/^downtime (\d+) began while the server was away$/, "la maintenance $1 a commencé pendant l’arrêt du serveur"],
  [
    /^downtime (\d+) ends: what it was for left the configuration$/,
    "la maintenance $1 se termine : ce qu’elle couvrait a quitté la configuration",
  ],
  [/^end of downtime (\d+) set to (.+)$/, "fin de la maintenance $1 fixée à $2"],
  [/^recurring downtime (\d+) added$/, "maintenance récurrente $1 ajoutée"],
  [/^recurring downtime (\d+) replaced$/, "maintenance récurrente $1 remplacée"],
  [/^recurring downtime (\d+) removed$/, "maintenance récurrente $1 supprimée"],
  [/^acknowledged by (.+)$/, "acquitté par $1"],
  [/^cancelled by (.+)$/, "retiré par $1"],
  [/^the resource is (\w+) again$/, "la ressource est de nouveau $1"],
  [
    /^a normal acknowledgement ends when the state changes: (\w+) to (\w+)$/,
    "un acquittement normal se termine quand l’état change : de $1 à $2",
  ],
  [/^comment (\d+) added by (.+)$/, "commentaire $1 ajouté par $2"],
  [/^comment (\d+) by (.+) deleted with its acknowledgement$/, "commentaire $1 de $2 supprimé avec son acquittement"],
  [/^comment (\d+) by (.+) deleted by (.+)$/, "commentaire $1 de $2 supprimé par $3"],
  [/^comment (\d+) deleted$/, "commentaire $1 supprimé"],
  [/^(\d+) check results submitted$/, "$1 résultats de contrôle transmis"],
  [/^(\d+) of (\d+) check results submitted$/, "$1 résultats de contrôle transmis sur $2"],
  [/^next notification delayed until (.+)$/, "prochaine notification retardée jusqu’à $1"],
  [/^notification number set to (\d+)$/, "numéro de notification fixé à $1"],
  [/^notification to (.+) sent again$/, "notification à $1 renvoyée"],
  [/^report to (.+) sent again$/, "rapport à $1 renvoyé"],
  [/^flapping state cleared$/, "état de flapping effacé"],
  [/^forgotten at the restart, as the configuration says$/, "oublié au redémarrage, comme le veut la configuration"],
  [
    /^the state changed by ([\d.]+) %, at or above the threshold of ([\d.]+) %$/,
    "l’état a changé de $1 %, au seuil de $2 % ou au-dessus",
  ],
  [
    /^the state changed by ([\d.]+) %, at or below the threshold of ([\d.]+) %$/,
    "l’état a changé de $1 %, au seuil de $2 % ou au-dessous",
  ],
  [/^expired at (.+)$/, "expiré à $1"],
  [/^active checks enabled$/, "contrôles actifs activés"],
  [/^active checks disabled$/, "contrôles actifs désactivés"],
  [/^active checks of all hosts enabled$/, "contrôles actifs de tous les hôtes activés"],
  [/^active checks of all hosts disabled$/, "contrôles actifs de tous les hôtes désactivés"],
  [/^active checks of all services enabled$/, "contrôles actifs de tous les services activés"],
  [/^active checks of all services disabled$/, "contrôles actifs de tous les services désactivés"],
  [/^the first result: (\w+)$/, "le premier résultat : $1"],
  [/^event handler (.+?): exit code 0$/, "gestionnaire d’événement $1 : code de sortie 0"],
  [/^global event handler (.+?): exit code 0$/, "gestionnaire d’événement global $1 : code de sortie 0"],
  [/^the server started$/, "le serveur a démarré"],
  [/^the server was stopped$/, "le serveur a été arrêté"],
  [
    /^the server ended without being stopped; this is when it was last known to run$/,
    "le serveur s’est terminé sans être arrêté ; c’est la dernière heure où il tournait",
  ],
  [
    /^the configuration was reloaded: (\S+) hosts? and (\S+) services?, (\d+) added, (\d+) removed, (\d+) changed$/,
    "la configuration a été rechargée ; hôtes : $1, services : $2, ajoutés : $3, retirés : $4, changés : $5",
  ],
  [
    /^this backup was made, and what came after it is not in it$/,
    "cette sauvegarde a été faite ; ce qui a suivi n’y est pas",
  ],
  [/^(\w+) before, (\w+) now: the problem is over$/, "$1 avant, $2 maintenant : le problème est fini"],
  [/^(\w+) before, (\w+) now: hard$/, "$1 avant, $2 maintenant : confirmé"],
  [/^(\w+), attempt (\d+): soft until the last attempt$/, "$1, essai $2 : pas confirmé avant le dernier essai"],
  [/^(\w+) at the last attempt: hard$/, "$1 au dernier essai : confirmé"],
  [
    /^not checked: it depends on others, and another resource is (\w+)$/,
    "pas contrôlé : il dépend d’autres, et une autre ressource est $1",
  ],
  [
    /^not checked: it has parents, and another resource is (\w+)$/,
    "pas contrôlé : il a des parents, et une autre ressource est $1",
  ],
  [/^not checked: it depends on others, and (.+) is (\w+)$/, "pas contrôlé : il dépend d’autres, et $1 est $2"],
  [/^not checked: it has parents, and (.+) is (\w+)$/, "pas contrôlé : il a des parents, et $1 est $2"],
  [/^not checked: (.+) is (\w+)$/, "pas contrôlé : $1 est $2"],
  [/^event handler (.+?): (.+)$/, "gestionnaire d’événement $1 : $2"],
  [/^global event handler (.+?): (.+)$/, "gestionnaire d’événement global $1 : $2"],
  [
    /^poller (\S+) gave up (\S+) results?: its buffer was full$/,
    "le collecteur $1 a abandonné des résultats ($2) : son tampon était plein",
  ],
  [
    /^poller (\S+) has been away for (\d+) s: its hosts keep their last states$/,
    "le collecteur $1 est absent depuis $2 s : ses hôtes gardent leurs derniers états",
  ],
  [
    /^poller (\S+) has been away for (\d+) s: others check (\S+) hosts? of group (\S+) \(generation (\d+)\)$/,
    "le collecteur $1 est absent depuis $2 s : d’autres contrôlent $3 hôte(s) du groupe $4 (génération $5)",
  ],
  [
    /^poller (\S+) is there again: it checks (\S+) hosts? of group (\S+) \(generation (\d+)\)$/,
    "le collecteur $1 est de nouveau là : il contrôle $2 hôte(s) du groupe $3 (génération $4)",
  ],
  [
    /^group (\S+) has changed: other members check (\S+) hosts? \(generation (\d+)\)$/,
    "le groupe $1 a changé : d’autres membres contrôlent $2 hôte(s) (génération $3)",
  ],
  [/^poller (\S+) is back after (\d+) s$/, "le collecteur $1 est de retour après $2 s"],
  [
    /^report (\S+) for (\S+) to (\S+) was due at (\S+), when the server did not run: too old to be sent$/,
    "le rapport $1 du $2 au $3 était dû le $4, quand le serveur ne tournait pas : trop ancien pour être envoyé",
  ],
  [/^report (\S+) for (\S+) to (\S+) to (.+?): (.+)$/, "rapport $1 du $2 au $3, à $4 : $5"],
  [/^performance data is lost: (.+)$/, "des données de performance sont perdues : $1"],
  [
    /^metric (".*") is not kept, since there are too many; .+$/,
    "la métrique $1 n’est pas gardée, car il y en a trop ; la cause est souvent un nom qui change à chaque résultat, comme un numéro de processus ou une date",
  ],
  [
    /^remote write to (\S+) lost (\S+) points?, of (\S+) to (\S+): it was away for longer than its buffer$/,
    "l’envoi à $1 a perdu des points ($2), de $3 à $4 : la cible a manqué plus longtemps que son tampon ne garde",
  ],
  [/^added to the configuration$/, "ajouté à la configuration"],
  [/^removed from the configuration$/, "retiré de la configuration"],
];

/** Changes of settings, of which an event may have several: `retry_interval set to 2, notes is as configured again`. */
const CHANGES: readonly (readonly [RegExp, string])[] = [
  [/^(\S+) set to none$/, "$1 vidé"],
  [/^(\S+) set to (\S.*)$/, "$1 mis à $2"],
  [/^(\S+) is as configured again$/, "$1 de nouveau comme configuré"],
  [/^(_\S+) changed$/, "$1 changé"],
];

/** What the server said of an event, in French; in its own words where there are no others for it. */
export function eventReason(reason: string): string {
  const sentence = translated(reason, SENTENCES);
  if (sentence !== null) return sentence;
  const contact = /^contact (.+?): (.+)$/.exec(reason);
  const changes = (contact?.[2] ?? reason).split(", ").map((change) => translated(change, CHANGES));
  if (changes.includes(null)) return reason;
  return `${contact === null ? "" : `contact ${contact[1]} : `}${changes.join(", ")}`;
}

function translated(text: string, table: readonly (readonly [RegExp, string])[]): string | null {
  const found = table.find(([pattern]) => pattern.test(text));
  return found === undefined ? null : text.replace(found[0], found[1]);
}
