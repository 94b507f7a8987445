namespace Tributary.Dispatch;

/// <summary>Tells the exceptions after which the process cannot be trusted from those that a message can cause.</summary>
internal static class Fatal
{
    public static bool Is(Exception e) => e is OutOfMemoryException or StackOverflowException or AccessViolationException;
}
