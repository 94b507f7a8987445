namespace Tributary.Orchestrations;

/// <summary>Finds the line of the orchestration in a stack trace.</summary>
internal static class UserFrame
{
    /// <summary>The innermost frame that belongs neither to this assembly nor to the runtime or generated code, or null.</summary>
    public static string? Find(string stackTrace)
    {
        foreach (var line in stackTrace.Split('\n'))
        {
            var frame = line.Trim();
            if (frame.StartsWith("at ", StringComparison.Ordinal)
                && !frame.StartsWith("at Tributary.", StringComparison.Ordinal)
                && !frame.StartsWith("at System.", StringComparison.Ordinal))
            {
                return frame;
            }
        }

        return null;
    }
}
