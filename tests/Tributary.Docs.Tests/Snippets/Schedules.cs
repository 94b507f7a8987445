using Tributary;

namespace Acme.Billing;

public static class Invoices
{
    [DurableOrchestration]
    public static async Durable<int> SendInvoices(OrchestrationContext ctx, string region)
    {
        await ctx.CreateTimer(TimeSpan.FromMinutes(1));
        return region.Length;
    }
}

public static class InvoiceSchedules
{
    public static async Task SetAsync(DurableClient client)
    {
        // <schedule-set>
        await client.SendInvoices.ScheduleAsync("invoices", Schedule.Cron("0 3 * * MON-FRI"), "eu");
        await client.SendInvoices.ScheduleAsync("reminders", Schedule.Every(TimeSpan.FromHours(6)), "eu", OverlapPolicy.Allow);
        // </schedule-set>
    }

    public static async Task ManageAsync(DurableClient client, DateTimeOffset now)
    {
        // <schedule-manage>
        var schedules = client.Schedules;
        var invoices = await schedules.FindAsync("invoices");
        Console.WriteLine($"next {invoices?.Next}, {invoices?.Started} started, {invoices?.Skipped} skipped, last {invoices?.LastInstanceId}");
        await schedules.PauseAsync("invoices");
        await schedules.ResumeAsync("invoices");
        await schedules.DeleteAsync("reminders");
        foreach (var time in Schedule.Cron("*/20 8-17 * * *").TimesAfter(now).Take(5))
            Console.WriteLine(time);
        // </schedule-manage>
    }
}
