// What two quotations of one thing do not share, so that only those words are marked.
export interface Piece {
  text: string;
  differs: boolean;
}

const most = 400_000; // cells of the table; longer texts are cut to what stands between their common ends

/** Lengths of common subsequences of the rests a[i..], b[j..]. */
function table(a: string[], b: string[]): Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) rows[i][j] = a[i] === b[j] ? rows[i + 1][j + 1] + 1 : Math.max(rows[i + 1][j], rows[i][j + 1]);
  }
  return rows;
}

function add(pieces: Piece[], text: string, differs: boolean): void {
  if (!text) return;
  const last = pieces[pieces.length - 1];
  if (last && last.differs === differs) last.text += text;
  else pieces.push({ text, differs });
}

/** A single shared character between two differing runs says nothing and is marked with them. */
function joined(pieces: Piece[]): Piece[] {
  const out: Piece[] = [];
  pieces.forEach((piece, i) => {
    const island = !piece.differs && [...piece.text].length < 2 && i > 0 && i < pieces.length - 1;
    add(out, piece.text, piece.differs || island);
  });
  return out;
}

export function differ(left: string, right: string): [Piece[], Piece[]] {
  const a = [...left];
  const b = [...right];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const midA = a.slice(head, a.length - tail);
  const midB = b.slice(head, b.length - tail);
  const outA: Piece[] = [];
  const outB: Piece[] = [];
  add(outA, a.slice(0, head).join(''), false);
  add(outB, b.slice(0, head).join(''), false);
  if ((midA.length + 1) * (midB.length + 1) > most) {
    add(outA, midA.join(''), true);
    add(outB, midB.join(''), true);
  } else {
    const rows = table(midA, midB);
    let i = 0;
    let j = 0;
    while (i < midA.length || j < midB.length) {
      if (i < midA.length && j < midB.length && midA[i] === midB[j]) {
        add(outA, midA[i], false);
        add(outB, midB[j], false);
        i += 1;
        j += 1;
      } else if (j >= midB.length || (i < midA.length && rows[i + 1][j] >= rows[i][j + 1])) {
        add(outA, midA[i], true);
        i += 1;
      } else {
        add(outB, midB[j], true);
        j += 1;
      }
    }
  }
  add(outA, a.slice(a.length - tail).join(''), false);
  add(outB, b.slice(b.length - tail).join(''), false);
  return [joined(outA), joined(outB)];
}
