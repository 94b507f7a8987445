namespace Tributary.Generators.Infrastructure;

/// <summary>Opens and closes a generated part of a user's type.</summary>
internal static class PartialType
{
    /// <summary>Opens the namespace, the containing types and the type. Returns how many braces to close.</summary>
    public static int Open(SourceWriter writer, TypeShape type, string? interfaces)
    {
        var opened = 1;
        if (type.Namespace.Length > 0)
        {
            writer.Open("namespace " + type.Namespace);
            opened++;
        }

        foreach (var container in type.Containers)
        {
            writer.Open(container);
            opened++;
        }

        writer.Open(interfaces is null ? type.Header : type.Header + " : " + interfaces);
        return opened;
    }

    /// <summary>Closes what was opened.</summary>
    public static void Close(SourceWriter writer, int opened)
    {
        for (; opened > 0; opened--)
            writer.Close();
    }
}
