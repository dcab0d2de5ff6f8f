#!/usr/bin/python3
"""Lays a plan's text out as real documents are: NAME.docx (numbers that Word generates, merged category cells, heading
rows that repeat, page numbers in the footer), NAME.html (a government site's page around it, GBK) and, with --pdf,
NAME.pdf (through LibreOffice or Chromium); with --framed the title stands above each page and 第3页 共10页 below. Needs
python3-docx.

    convert.py plans/zezhou-2022/plan.txt OUT [--pdf soffice|chromium] [--framed]
"""
import argparse
import html
import pathlib
import re
import subprocess
import tempfile

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

HAN = "一二三四五六七八九十"
# What Word numbers by itself: pattern of the printed number -> level of the list.
LEVELS = [
    (re.compile(r"^[一二三四五六七八九十]{1,3}、"), "chineseCounting", "%1、"),
    (re.compile(r"^（[一二三四五六七八九十]{1,3}）"), "chineseCountingThousand", "（%2）"),
    (re.compile(r"^\d{1,2}\. ?(?=\D)"), "decimal", "%3. "),
]


def blocks(text):
    """The paragraphs and tables of the text, in order."""
    table = []
    for line in text.splitlines():
        line = line.replace("**", "").strip("\r ")
        line = re.sub(r" ?_\{([^}]*)\}", r"\1", line)
        if re.match(r"^\|.*\|$", line):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                table.append(cells)
            continue
        if "\t" in line:
            table.append([cell.strip() for cell in line.split("\t")])
            continue
        if not line.strip():
            continue
        if table:
            yield table
            table = []
        yield line.strip()
    if table:
        yield table


def whole_tables(all_blocks):
    """The text breaks its tables by the pages it was taken from; a document has one table."""
    out = []
    for block in all_blocks:
        if isinstance(block, list) and out and isinstance(out[-1], list) and block[0] == out[-1][0]:
            out[-1] += block[1:]
        else:
            out.append(block)
    return out


def han(n):
    return HAN[n - 1] if n <= 10 else "十" + HAN[n - 11] if n < 20 else HAN[n // 10 - 1] + "十" + (HAN[n % 10 - 1] if n % 10 else "")


def generated(level, n):
    return [f"{han(n)}、", f"（{han(n)}）", f"{n}. "][level]


class Word:
    def __init__(self, header=""):
        self.document = docx.Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.7)
        self.counters = [0, 0, 0]
        self.page_number(section.footer.paragraphs[0], framed=bool(header))
        section.header.paragraphs[0].add_run(header)
        numbering = self.document.part.numbering_part.element
        levels = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:suff w:val="nothing"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>' for i, (_, fmt, text) in enumerate(LEVELS))
        numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
        self.num = 90
        self.new_list(restart=False)

    def new_list(self, restart=True):
        """A list of its own, which starts again at one."""
        numbering = self.document.part.numbering_part.element
        self.num += 1
        override = "".join(f'<w:lvlOverride w:ilvl="{i}"><w:startOverride w:val="1"/></w:lvlOverride>' for i in range(3))
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{self.num}"><w:abstractNumId w:val="90"/>'
                                   f'{override if restart else ""}</w:num>'))
        self.counters = [0, 0, 0]

    @staticmethod
    def page_number(paragraph, framed=False):
        def field(instruction):
            node = OxmlElement("w:fldSimple")
            node.set(qn("w:instr"), instruction)
            node.append(parse_xml(f'<w:r {nsdecls("w")}><w:t>1</w:t></w:r>'))
            paragraph._p.append(node)

        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run("第" if framed else "— ")
        field("PAGE")
        paragraph.add_run("页 共" if framed else " —")
        if framed:
            field("NUMPAGES")
            paragraph.add_run("页")

    def paragraph(self, text):
        title = len(text) < 40 and re.search(r"(计划|方案|通知)$", text) and not re.match(r"^[（\d]", text)
        paragraph = self.document.add_paragraph()
        if title:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            self.new_list()
            paragraph.add_run(text).font.size = Pt(20)
            return
        for level, (pattern, _, _) in enumerate(LEVELS):
            found = pattern.match(text)
            if not found:
                continue
            # Measures are counted through the whole plan, groups through their section.
            following = [self.counters[0] + 1, self.counters[1] + 1, self.counters[2] + 1][level]
            if found.group(0).strip() != generated(level, following).strip():
                break
            self.counters[level] = following
            if level < 1:
                self.counters[1] = self.counters[2] = 0
            if level == 1:
                self.counters[2] = 0
            properties = paragraph._p.get_or_add_pPr()
            properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
                                        f'<w:numId w:val="{self.num}"/></w:numPr>'))
            text = text[found.end():]
            break
        paragraph.paragraph_format.first_line_indent = Pt(28)
        paragraph.add_run(text).font.size = Pt(14)

    def table(self, rows):
        width = max(map(len, rows))
        table = self.document.add_table(len(rows), width)
        table.style = "Table Grid"
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        merged = None
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                if j == 0 and i > 0 and not cell and len(row) > 3 and rows[0][0] != "序号" and merged is not None:
                    continue
                table.cell(i, j).text = cell
                if j == 0:
                    merged = i
        if rows[0][0] != "序号":
            start = 1
            for i in range(2, len(rows) + 1):
                if i == len(rows) or rows[i][0]:
                    if i - start > 1:
                        table.cell(start, 0).merge(table.cell(i - 1, 0))
                    start = i
        for row in table.rows:
            for cell in row.cells:
                for p in cell.paragraphs:
                    for run in p.runs:
                        run.font.size = Pt(9)


def title_of(parts):
    return next((p for p in parts if isinstance(p, str) and re.search("(计划|方案|任务书)$", p)), "文件")


def write_docx(parts, path, framed=False):
    word = Word(title_of(parts) if framed else "")
    for part in parts:
        word.table(part) if isinstance(part, list) else word.paragraph(part)
    word.document.save(path)


NAVIGATION = """<div class="top"><a href="/">泽州县人民政府门户网站</a><a href="/wap">手机版</a><a href="/wza">无障碍</a>
<form action="/search"><input name="q" value="请输入关键字"><button>搜索</button></form></div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li><li><a href="/zwfw">政务服务</a></li>
<li><a href="/hdjl">互动交流</a></li></ul>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; <a href="/wj">政策文件</a></div>"""
FOOT = """<div class="foot"><p>主办：县人民政府办公室　承办：县大数据中心　联系我们</p><p>网站标识码：1405250001　晋ICP备05000000号
　晋公网安备 14052502000001号</p></div><script>var _hmt = _hmt || []; document.write("统计");</script>"""


def html_table(rows):
    out = ["<table border=1 cellspacing=0><tbody>"]
    for i, row in enumerate(rows):
        cells = []
        for j, cell in enumerate(row):
            tag = "th" if i == 0 else "td"
            span = ""
            if j == 0 and i > 0 and rows[0][0] != "序号":
                if not cell and i > 1:
                    continue
                n = next((k for k in range(i + 1, len(rows)) if rows[k][0]), len(rows)) - i
                span = f' rowspan="{n}"' if n > 1 else ""
            cells.append(f"<{tag}{span}><p>{html.escape(cell) or '&nbsp;'}</p></{tag}>")
        out.append("<tr>" + "\n".join(cells) + "</tr>")
    return "\n".join(out + ["</tbody></table>"])


def write_html(parts, path, charset="gb18030", frame=True):
    body = "\n".join(html_table(p) if isinstance(p, list) else
                     f'<p style="text-indent:2em"><span>{html.escape(p)}</span></p>' for p in parts)
    title = title_of(parts)
    page = f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{title}_政府信息公开</title><style>body {{ font-size: 14px }} table {{ border-collapse: collapse }}
td, th {{ border: 1px solid #000; font-size: 12px }}</style></head><body>{NAVIGATION if frame else ""}
<div class="main"><div class="left"><ul><li><a href="/1">法定主动公开内容</a></li><li><a href="/2">政府公报</a></li></ul></div>
<div class="article"><div class="info"><span>发布时间：2022-06-20</span> <span>来源：县政府办</span>
<span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span></div><div class="TRS_Editor">{body}</div>
<div class="share"><a>打印</a> <a>关闭</a></div>
<p>上一篇：<a href="/3">关于召开会议的通知</a></p></div></div>{FOOT if frame else ""}</body></html>"""
    path.write_bytes(page.encode(charset, "xmlcharrefreplace"))


def write_pdf(parts, path, engine, framed=False):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        if engine == "soffice":
            write_docx(parts, folder / "plan.docx", framed)
            subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
                            "pdf", "--outdir", folder, folder / "plan.docx"], check=True, capture_output=True)
            path.write_bytes((folder / "plan.pdf").read_bytes())
        else:
            write_html(parts, folder / "plan.html", frame=False)
            subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={path}",
                            f"file://{folder}/plan.html"], check=True, capture_output=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("text", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--pdf", choices=["soffice", "chromium"])
    parser.add_argument("--framed", action="store_true")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    parts = whole_tables(blocks(args.text.read_text(encoding="utf-8-sig")))
    write_docx(parts, args.out / "plan.docx")
    write_html(parts, args.out / "plan.html")
    if args.pdf:
        write_pdf(parts, args.out / "plan.pdf", args.pdf, args.framed)


if __name__ == "__main__":
    main()
