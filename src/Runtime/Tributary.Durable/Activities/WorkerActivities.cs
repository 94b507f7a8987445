namespace Tributary.Orchestrations;

/// <summary>The activity behind <see cref="OrchestrationContext.ChooseWorker"/>: the worker that takes the call names itself.</summary>
internal static class WorkerActivities
{
    public static readonly ActivityDescriptor<Nothing, string> Choose = new("tributary.worker.choose", Nothing.Codec, Codec.Codecs.String, ActivitySettings.Default);

    public static ValueTask<string> ChooseAsync(IServiceProvider services, Nothing input, ActivityContext context) => new(context.Worker);
}
