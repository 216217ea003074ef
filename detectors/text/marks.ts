/** 1 at the code of each of the marks, in a table of all codes: one look a character. */
export function markTable(marks: string): Uint8Array {
  const table = new Uint8Array(65536);
  for (const mark of marks) table[mark.charCodeAt(0)] = 1;
  return table;
}
