import type { Messages } from "#kit/i18n/translate.ts";

export const loginMessages = {
  title: ["观澜", "Guanlan"],
  subtitle: ["金融风险监测预警", "Financial-risk watch"],
  user: ["用户名", "User name"],
  password: ["密码", "Password"],
  show: ["显示密码", "Show password"],
  submit: ["登录观澜", "Log in"],
  busy: ["正在登录…", "Logging in…"],
  totp: ["动态验证码", "One-time code"],
  "totp.hint": ["打开验证器应用，输入 6 位数字。", "Open your authenticator and type the six digits."],
  "totp.submit": ["验证并登录", "Verify and log in"],
  "totp.back": ["返回，换一个账号", "Back, other account"],
  oidc: ["用{label}登录", "Log in with {label}"],
  or: ["或", "or"],
  demo: ["演示账号（模拟城市）", "Demo users (simulated city)"],
  "demo.hint": [
    "所有企业和事件均为模拟，点选即可登录。",
    "All enterprises and events are simulated; choose one to log in.",
  ],
  ended: [
    "登录已失效，请重新登录。未发送的操作保留在本机。",
    "Your session ended; log in again. Unsent actions stay on this device.",
  ],
  left: ["您已退出登录。", "You have logged out."],
  "demo.district": ["区级用户：选择辖区", "District officer: choose a district"],
  recovery: ["恢复码", "Recovery code"],
  "recovery.hint": [
    "启用二次验证时保存的一次性恢复码之一。",
    "One of the one-time codes kept when the second factor was turned on.",
  ],
  "recovery.use": ["验证器不在身边，用恢复码", "Use a recovery code"],
  "totp.use": ["用验证器的 6 位数字", "Use the authenticator"],
  "first.title": ["首次运行", "First run"],
  "first.hint": [
    "系统还没有其他用户。启动程序的控制台打印了管理员账号和一次性密码，请用它登录，随后更改密码。",
    "There are no other users yet. The console that started the program printed the administrator and a first password: log in with it and change it.",
  ],
  caps: ["大写锁定已打开", "Caps lock is on"],
  need: ["请填写用户名和密码", "Type user name and password"],
  language: ["English", "中文"],
} as const satisfies Messages;
