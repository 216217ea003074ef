/** First and last four digits: accounts are masked wherever they are shown. */
export function maskAccount(account: string): string {
  return account.length <= 8
    ? `${account.slice(0, 1)}***${account.slice(-1)}`
    : `${account.slice(0, 4)}****${account.slice(-4)}`;
}
