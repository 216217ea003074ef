import type { Notification } from "#server/channels/channel";

export function makeNotification(
  part: Partial<Omit<Notification, "alert">> & { alert?: Partial<Notification["alert"]> } = {},
): Notification {
  return {
    id: "0123456789abcdef01234567",
    channel: "test",
    recipient: "subscription:1",
    ...part,
    alert: {
      alertId: 42,
      enterpriseId: 7,
      name: "上海某某财富管理有限公司",
      district: "310101",
      levelFrom: 2,
      levelTo: 4,
      score: 78.5,
      reason: "近30日投诉 14 起（常态 1.2）",
      action: "两个工作日内约谈",
      createdAtMs: 1_795_500_000_000,
      simulated: true,
      ...part.alert,
    },
  };
}
