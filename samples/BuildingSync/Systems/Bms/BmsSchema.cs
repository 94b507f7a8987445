namespace BuildingSync.Systems.Bms;

/// <summary>The database schema. Foreign keys are not enforced, as in many a system that grew: rows may refer to parents that do not exist.</summary>
internal static class BmsSchema
{
    public const string Sql =
        """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        PRAGMA recursive_triggers = OFF;

        CREATE TABLE IF NOT EXISTS sites (
            id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT, label TEXT, town TEXT,
            reference TEXT UNIQUE, changed_by TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS devices (
            id INTEGER PRIMARY KEY AUTOINCREMENT, site_id INTEGER, serial_no TEXT, label TEXT, maker TEXT, note TEXT,
            reference TEXT UNIQUE, changed_by TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS points (
            id INTEGER PRIMARY KEY AUTOINCREMENT, device_id INTEGER, point_key TEXT, label TEXT, unit TEXT, low REAL, high REAL,
            reference TEXT UNIQUE, changed_by TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS changes (
            position INTEGER PRIMARY KEY AUTOINCREMENT, tbl TEXT NOT NULL, id INTEGER NOT NULL, by TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS changes_by_row ON changes (tbl, id, position);
        CREATE TABLE IF NOT EXISTS readers (name TEXT PRIMARY KEY, position INTEGER NOT NULL);

        CREATE TRIGGER IF NOT EXISTS sites_new AFTER INSERT ON sites
            BEGIN INSERT INTO changes (tbl, id, by) VALUES ('sites', NEW.id, NEW.changed_by); END;
        CREATE TRIGGER IF NOT EXISTS sites_changed AFTER UPDATE ON sites
            BEGIN INSERT INTO changes (tbl, id, by) VALUES ('sites', NEW.id, NEW.changed_by); END;
        CREATE TRIGGER IF NOT EXISTS devices_new AFTER INSERT ON devices
            BEGIN INSERT INTO changes (tbl, id, by) VALUES ('devices', NEW.id, NEW.changed_by); END;
        CREATE TRIGGER IF NOT EXISTS devices_changed AFTER UPDATE ON devices
            BEGIN INSERT INTO changes (tbl, id, by) VALUES ('devices', NEW.id, NEW.changed_by); END;
        CREATE TRIGGER IF NOT EXISTS points_new AFTER INSERT ON points
            BEGIN INSERT INTO changes (tbl, id, by) VALUES ('points', NEW.id, NEW.changed_by); END;
        CREATE TRIGGER IF NOT EXISTS points_changed AFTER UPDATE ON points
            BEGIN INSERT INTO changes (tbl, id, by) VALUES ('points', NEW.id, NEW.changed_by); END;
        """;
}
