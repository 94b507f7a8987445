namespace Tributary.Cli;

/// <summary>Files that the command line names.</summary>
internal static class InputFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ToolException">It cannot be read.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ToolException(ExitCode.Usage, $"The file '{path}' cannot be read: {e.Message}", e);
        }
    }
}
