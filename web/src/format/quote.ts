import type { QuotePiece } from '../api/types';

/** A letter is printed once, after the last of neighbouring pieces that carry it. */
export function lastOfLetter(pieces: QuotePiece[], i: number): boolean {
  const letter = pieces[i].letter;
  return letter !== undefined && pieces[i + 1]?.letter !== letter;
}
