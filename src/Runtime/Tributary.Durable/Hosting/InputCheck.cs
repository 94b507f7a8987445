namespace Tributary;

/// <summary>What it means when the code calls something with another input than its history says.</summary>
public enum InputCheck
{
    /// <summary>Inputs are not compared.</summary>
    Off,

    /// <summary>It is logged. A member that was added to a type makes such a difference.</summary>
    Warn,

    /// <summary>It is a divergence: the instance is parked.</summary>
    Fail,
}
