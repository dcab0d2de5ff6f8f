import { describe, expect, it } from 'vitest';
import { differ, type Piece } from './differ';

const shown = (pieces: Piece[]): string => pieces.map((p) => (p.differs ? `[${p.text}]` : p.text)).join('');
const both = (a: string, b: string): [string, string] => differ(a, b).map(shown) as [string, string];

describe('differ', () => {
  it('marks only the words that differ', () => {
    expect(both('化肥、农药施用量保持负增长', '化肥、农药施用量保持增长')).toEqual(['化肥、农药施用量保持[负]增长', '化肥、农药施用量保持增长']);
    expect(both('投运长河石淙头人工湿地', '投运长河石凉头人工湿地')).toEqual(['投运长河石[淙]头人工湿地', '投运长河石[凉]头人工湿地']);
    expect(both('倍量削减', '总量削减')).toEqual(['[倍]量削减', '[总]量削减']);
  });

  it('gives back both texts whole', () => {
    for (const [a, b] of [['', ''], ['一', ''], ['一二三四五', '一三四五六'], ['重复重复', '重复'], ['𠮷野家', '吉野家']]) {
      const [left, right] = differ(a, b);
      expect(left.map((p) => p.text).join('')).toBe(a);
      expect(right.map((p) => p.text).join('')).toBe(b);
    }
  });

  it('marks nothing in texts that are the same, and all of texts that share nothing', () => {
    expect(both('长期坚持', '长期坚持')).toEqual(['长期坚持', '长期坚持']);
    expect(both('八月', '年底')).toEqual(['[八月]', '[年底]']);
  });

  it('does not leave single characters standing between marks', () => {
    expect(both('甲乙丙', '丁乙戊')).toEqual(['[甲乙丙]', '[丁乙戊]']);
  });

  it('takes long texts without a table of their product', () => {
    const [left] = differ(`头${'甲'.repeat(3000)}尾`, `头${'乙'.repeat(3000)}尾`);
    expect(left.map((p) => [p.text.length, p.differs])).toEqual([[1, false], [3000, true], [1, false]]);
  });
});
