// Migrates a database once and backs it up: a test that restores it starts in a third of the time. Prints the value of
// JA4_TEST_TEMPLATE. Only for a store that may write backups, as the embedded one does.
import { migrateUp } from '../store/migrations.js';
import { Retention } from '../store/retention.js';
import { madeAnew, operation, storeOf, template, testRetentionDays } from './template.js';

const name = `${template}_${process.pid}`;
const store = storeOf(template);
await migrateUp(store, { retention: new Retention(testRetentionDays) });
const left = (await madeAnew(store)).map((each) => `${template}.${each.name}`).join(', ');
await store.command(operation, `BACKUP DATABASE ${template} EXCEPT TABLES ${left} TO File('${name}')`);
await store.close();
process.stdout.write(name);
