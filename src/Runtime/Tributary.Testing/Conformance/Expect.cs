namespace Tributary.Testing.Conformance;

/// <summary>The assertions of the conformance suites. They depend on no test framework, so that any can run the suites.</summary>
internal static class Expect
{
    public static void That(bool holds, string expectation)
    {
        if (!holds)
            throw new ConformanceException($"Expected: {expectation}");
    }

    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new ConformanceException($"Expected {what} to be '{expected}', but it is '{actual}'.");
    }

    public static void Sequence<T>(IEnumerable<T> expected, IEnumerable<T> actual, string what)
    {
        var (left, right) = (expected.ToList(), actual.ToList());
        if (!left.SequenceEqual(right))
            throw new ConformanceException($"Expected {what} to be [{string.Join(", ", left)}], but they are [{string.Join(", ", right)}].");
    }

    public static T Some<T>(T? value, string what)
        where T : class
        => value ?? throw new ConformanceException($"Expected {what}, but there is none.");
}
