-- Up Migration
-- The trail is only added to. Muster often owns its tables, so that taking rights away would stop nobody: a trigger stops
-- a slip, and the chain of hashes shows what somebody did who took the trigger off first.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Down Migration
DROP TRIGGER audit_append_only ON audit;
DROP FUNCTION refuse_audit_change();
