// What goes together in what breaks: whoever speaks of the one may mean the other, which is worth a little. Read by concepts.ts.

/** Each line names concepts that are near to its first one, and it to them. */
export const near = `
out_of_memory memory_leak crash restart garbage_collection memory evicted_from_node heap_dump
memory_leak restart garbage_collection
crash restart class_missing null_reference not_starting
not_starting image_pull crash configuration
full disk disk_io inode log_files wal heap_dump
disk backup log_files
latency timeout stuck query cpu disk_io garbage_collection
timeout connection dependency_slow circuit stuck
dependency_slow third_party thread circuit
stuck lock deadlock thread event_loop transaction
lock transaction deadlock query
execution_plan table_statistics query vacuum
connection_pool connection database full
replication_slot wal disk
replication failover bulk latency
failover split_brain primary_node read_only
split_brain leader_job duplicate
eviction cache redis full
stampede cache expiry database
poison_message consumer crash
rebalance consumer duplicate
queue consumer latency
search_alias search_engine search_feature empty_screen
image_pull container secret
evicted_from_node memory pod node_of_cluster
node_of_cluster kubernetes disk
etcd failover disk_io
dns domain_expiry split_dns connection
certificate expiry tls certificate_chain
certificate_chain tls mobile
clock token certificate daylight_saving
daylight_saving batch_job not_running
not_running batch_job missing
leader_job batch_job duplicate idempotency
retry duplicate rate_limit idempotency stampede
rate_limit resource_quota third_party
resource_quota new_host autoscaling
autoscaling cloud_region capacity_planning
capacity_planning high autoscaling
load_balancer health_check connection_draining unbalanced server_error
connection_draining deployment hang_up_by_deploy server_error
hang_up_by_deploy deployment
unbalanced grpc hot_spot
proxy server_error payload_too_large ingress
ports_exhausted connection conntrack full
bgp packet_loss telecom
packet_loss network telecom
cdn stale cache website
stale cache batch_job data_pipeline report
data_pipeline report schema_migration
schema_migration old_and_new_version deployment table_of_database
old_and_new_version deployment rollback
feature_flag hidden_shown configuration
hidden_shown feature_flag
session login logout token
login authentication session user_cannot
logout session login
depend_on_server session secret deployment
sms signup telecom spam
mail spam
push_notification mobile apple android
apple push_notification
android push_notification
on_launch crash mobile start
coupon without_limit price duplicate
settlement wrong_amount rounding corruption
payment third_party user_cannot virtual_account
virtual_account webhook payment
webhook third_party firewall missing
firewall connection_refused denied allow_list console_change
infrastructure_code configuration firewall
console_change configuration
object_storage file_upload denied
file_upload picture payload_too_large
file_download out_of_memory report
ci_build queue runner
log_files left_on
backup object_storage database
power hardware cloud_region network
regex event_loop cpu
disk_io noisy_neighbour database
throttled_campaign push_notification rate_limit latency
attack traffic rate_limit
move_account secret denied
product_catalog search_feature
`
