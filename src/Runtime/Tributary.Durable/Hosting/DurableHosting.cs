using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Tributary.Orchestrations;

/// <summary>Registers the engine with the first thing that needs it.</summary>
internal static class DurableHosting
{
    public static void AddEngine(IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(DurableEngine)))
            return;
        services.AddOptions<DurableOptions>()
            .Configure<IServiceProvider>(static (options, provider) =>
                provider.GetService<IConfiguration>()?.GetSection(DurableOptions.Section).Bind(options))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DurableOptions>, DurableOptionsValidator>());
        services.AddSingleton<DurableRegistrationItem>(new ActivityRegistration<BreakerRequest, string>(BreakerActivities.Enter, BreakerActivities.EnterAsync));
        services.AddSingleton<DurableRegistrationItem>(new ActivityRegistration<BreakerRequest, Nothing>(BreakerActivities.Report, BreakerActivities.ReportAsync));
        services.AddSingleton<DurableRegistrationItem>(new ActivityRegistration<Nothing, string>(WorkerActivities.Choose, WorkerActivities.ChooseAsync));
        services.AddSingleton<DurableRegistrationItem>(new ScheduleRegistration());
        services.AddSingleton<DurableEngine>();
        services.AddSingleton(static provider => provider.GetRequiredService<DurableEngine>().Client);
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<DurableEngine>());
    }
}
