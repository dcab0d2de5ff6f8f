import { describe, expect, it } from 'vitest';
import { amount, columns, lead, needsChoice, paged, shade, sides, thousands, trail, within } from './reading';

describe('paged', () => {
  const list = Array.from({ length: 300 }, (_, i) => i);
  it('cuts pages and says which rows they are', () => {
    expect(paged(list, 1, 20)).toMatchObject({ page: 1, pages: 15, from: 1, to: 20 });
    expect(paged(list, 15, 20)).toMatchObject({ from: 281, to: 300 });
    expect(paged(list, 15, 20).rows).toEqual(list.slice(280));
  });
  it('brings an odd page within what there is', () => {
    expect(paged(list, 99, 20).page).toBe(15);
    expect(paged(list, -3, 20).page).toBe(1);
    expect(paged(list, Number.NaN, 20).page).toBe(1);
    expect(paged([], 4, 20)).toEqual({ rows: [], page: 1, pages: 1, from: 0, to: 0 });
  });
});

describe('amounts', () => {
  it('have blanks between thousands', () => {
    expect(['46000', '1234567.25', '-1000', '999', '0.00001', '3.5', '12.3456'].map(thousands)).toEqual(['46\u2009000', '1\u2009234\u2009567.25', '-1\u2009000', '999', '0.00001', '3.5', '12.3456']);
  });
  it('show no unit of a bare count, and the unit compared in only where it says more', () => {
    expect(amount({ value: '4.6', unit: '万户', comparator: '>=', base: { value: '46000', unit: '1' } })).toBe('≥ 4.6 万户 (46\u2009000)');
    expect(amount({ value: '46000', unit: '户', base: { value: '46000', unit: '1' } })).toBe('= 46\u2009000 户');
    expect(amount({ value: '46000', unit: '1' })).toBe('= 46\u2009000');
    expect(amount({ value: '1.2', unit: '公里', subject: '管网', base: { value: '1200', unit: 'm' } })).toBe('管网 = 1.2 公里 (1\u2009200 m)');
    expect(amount({ value: '4', unit: '类', base: { value: '4', unit: 'class' } })).toBe('= 4 类');
    expect(amount({})).toBe('');
  });
});

describe('the reader', () => {
  it('asks for a choice below 0.6', () => {
    expect(needsChoice(0.58)).toBe(true);
    expect(needsChoice(0.6)).toBe(false);
  });
  it('gives letters a look in turn', () => {
    expect(['A', 'B', 'C', 'D'].map(shade)).toEqual(['m0', 'm1', 'm2', 'm0']);
  });
  it('knows an item within its plan', () => {
    expect(within('zezhou-2022/water/m14', 'zezhou-2022')).toBe('water/m14');
    expect(within('water/m14', 'zezhou-2022')).toBe('water/m14');
  });
  it('shortens what stands around a quotation', () => {
    expect(lead('一二三四五', 3)).toBe('…三四五');
    expect(trail('一二三四五', 3)).toBe('一二三…');
    expect(lead('一二', 3)).toBe('一二');
  });
  it('puts many places under the text or the ledger, each by its item', () => {
    const at = (...items: string[]) => columns(items.map((item) => ({ item })));
    expect(at('a/air/t1', 'a/air/m1')).toEqual([[0], [1]]);
    expect(at('a/air/m1')).toEqual([[0], []]);
    expect(at('a/air/m1', 'a/air/t2.1', 'a/air/m3.2', 'a/air/p4')).toEqual([[0, 2], [1, 3]]);
    expect(at('a/air/m1', 'a/air/m2', 'a/air/m3')).toEqual([[0, 1, 2], []]);
  });
  it('marks short words whole and of long ones what differs', () => {
    expect(sides([{ words: '负增长' }, { words: '增长' }])).toEqual([[{ text: '负增长', differs: true }], [{ text: '增长', differs: true }]]);
    const [a, b] = sides([{ words: '投运长河石淙头人工湿地并稳定运行' }, { words: '投运长河石凉头人工湿地并稳定运行' }]);
    expect(a.filter((p) => p.differs).map((p) => p.text)).toEqual(['淙']);
    expect(b.filter((p) => p.differs).map((p) => p.text)).toEqual(['凉']);
    expect(sides([{ words: '一' }, { words: '' }])).toEqual([[{ text: '一', differs: true }], []]);
  });
});
