/** A word that no French sentence has. */
export const ENGLISH =
  /\b(?:the|is|are|of|by|be|it|its|in|not|to|which|was|were|and|has|have|until|already|there|that)\b/i;
