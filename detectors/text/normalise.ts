/**
 * One form for one text: full-width letters and digits become half-width, Latin letters lower case, traditional
 * variants of the characters that the lexicon uses become simplified, and spaces or zero-width marks between Chinese
 * characters (used to slip past word filters: 跑 路) go. Digits keep their spaces. Length may shrink, never grow.
 */
export function normaliseText(text: string): string {
  let out = "";
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const mapped = mapCode(code);
    if (mapped === code) continue;
    out += text.slice(from, i);
    from = i + 1;
    if (mapped === SKIP) continue;
    if (mapped === SPACE) {
      if (isWide(out.charCodeAt(out.length - 1)) && isWide(text.charCodeAt(i + 1))) continue;
      out += " ";
      continue;
    }
    out += String.fromCharCode(mapped);
  }
  return from === 0 ? text : out + text.slice(from);
}

const SKIP = -1;
const SPACE = -2;

// "traditional simplified", for characters of the lexicon, the cues and the numerals only.
const VARIANTS =
  "資资 傳传 銷销 騙骗 維维 權权 聯联 兌兑 難难 債债 閉闭 違违 約约 詐诈 盤盘 報报 訴诉 訟讼 執执 罰罚 調调 處处 " +
  "凍冻 結结 賬账 帳账 戶户 錢钱 財财 產产 龐庞 潰溃 潛潜 偵侦 辦办 審审 訊讯 還还 無无 沒没 並并 實实 闢辟 謠谣 " +
  "謹谨 認认 為为 險险 慮虑 擔担 諾诺 證证 穩稳 賺赚 賠赔 虧亏 損损 萬万 億亿 壹一 貳二 參三 肆四 伍五 陸六 柒七 " +
  "捌八 玖九 拾十 銀银 貸贷 業业 務务 員员 監监 會会 給给 發发 現现 幣币 區区 塊块 鏈链 養养 項项 獎奖 勵励 層层 " +
  "級级 門门 費费 團团 隊队 體体 虛虚 擬拟 誘诱 壞坏 營营 關关 倉仓 開开 圍围 討讨 說说 惡恶 價价 減减 經经 異异 " +
  "責责 銜衔";

const TABLE = buildTable();

function buildTable(): Int32Array {
  const table = new Int32Array(65536);
  for (let code = 0; code < 65536; code++) table[code] = code;
  for (const pair of VARIANTS.split(" ")) table[pair.charCodeAt(0)] = pair.charCodeAt(1);
  for (let code = 0xff01; code <= 0xff5e; code++) table[code] = code - 0xfee0;
  // These stay full-width: they part clauses, and the half-width comma and point also stand inside numbers.
  for (const mark of "，！？：；") table[mark.charCodeAt(0)] = mark.charCodeAt(0);
  for (let code = 65; code <= 90; code++) table[code] = code + 32;
  for (let code = 0xff21; code <= 0xff3a; code++) table[code] = code - 0xfee0 + 32;
  for (const code of [0x20, 0x09, 0xa0, 0x3000]) table[code] = SPACE;
  for (const code of [0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0xad]) table[code] = SKIP;
  return table;
}

function mapCode(code: number): number {
  return TABLE[code] as number;
}

/** A Chinese character or full-width mark. */
function isWide(code: number): boolean {
  return code >= 0x3000 && code <= 0x9fff;
}
